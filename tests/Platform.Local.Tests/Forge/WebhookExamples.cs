using System.Text.Json.Nodes;
using Platform.TestKit.Oracles;

namespace Platform.Local.Tests.Forge;

/// <summary>GitHub's own examples of what it sends.</summary>
internal sealed class WebhookExamples(JsonArray events)
{
    public static async Task<WebhookExamples> LoadAsync() =>
        new(
            JsonNode
                .Parse(
                    await File.ReadAllTextAsync(
                        await NodeOracles.PathOf("@octokit/webhooks-examples/api.github.com/index.json"),
                        TestContext.Current.CancellationToken))!
                .AsArray());

    public JsonObject Of(string name, Func<string?, bool> action) =>
        events
            .First(each => each!["name"]!.ToString() == name)!["examples"]!
            .AsArray()
            .First(each => action(each!["action"]?.ToString()))!
            .AsObject();

    public static IEnumerable<string> MissingFields(JsonObject example, JsonObject payload, string path)
    {
        foreach (var (name, value) in example)
        {
            var here = $"{path}.{name}";
            if (!payload.TryGetPropertyValue(name, out var found))
            {
                yield return here;
            }
            else if (value is JsonObject inner && found is JsonObject other)
            {
                foreach (var missing in MissingFields(inner, other, here))
                {
                    yield return missing;
                }
            }
        }
    }
}
