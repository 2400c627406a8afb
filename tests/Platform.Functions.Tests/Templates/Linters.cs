using System.Text.Json.Nodes;
using Platform.TestKit.Oracles;

namespace Platform.Functions.Tests.Templates;

/// <summary>What other people's tools say about a rendered repository.</summary>
internal static class Linters
{
    /// <summary>actionlint's findings in every workflow.</summary>
    public static async Task<IReadOnlyList<string>> WorkflowsAsync(
        RenderedGoldenPath rendered, CancellationToken cancellationToken)
    {
        var answer = await RunAsync("actionlint.mjs", Texts(rendered, ".github/workflows/"), cancellationToken);
        return [.. answer.AsArray().Select(finding => finding!.GetValue<string>())];
    }

    /// <summary>The kinds of objects below <c>deploy/</c>, and what is wrong with them or between them.</summary>
    public static async Task<(IReadOnlyList<string> Kinds, IReadOnlyList<string> Problems)> ManifestsAsync(
        RenderedGoldenPath rendered, CancellationToken cancellationToken)
    {
        var answer = await RunAsync("kubernetes.mjs", Texts(rendered, "deploy/"), cancellationToken);
        return (TextsOf(answer["kinds"]), TextsOf(answer["problems"]));
    }

    private static JsonObject Texts(RenderedGoldenPath rendered, string prefix) => new(rendered.Files.Keys
        .Where(path => path.StartsWith(prefix, StringComparison.Ordinal))
        .Select(path => KeyValuePair.Create(path, (JsonNode?)rendered.Read(path))));

    private static async Task<JsonNode> RunAsync(string script, JsonObject files, CancellationToken cancellationToken)
    {
        var source = await File.ReadAllTextAsync(
            Path.Combine(AppContext.BaseDirectory, "Templates", script), cancellationToken);
        return JsonNode.Parse(await NodeOracles.RunAsync(source, files.ToJsonString(), cancellationToken))!;
    }

    private static List<string> TextsOf(JsonNode? array) => [.. array!.AsArray().Select(text => text!.GetValue<string>())];
}
