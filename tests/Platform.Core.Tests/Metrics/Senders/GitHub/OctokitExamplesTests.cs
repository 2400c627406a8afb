using System.Text;
using System.Text.Json.Nodes;
using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Senders;
using Platform.Core.Metrics.Senders.GitHub;
using Platform.TestKit.Metrics.Senders;
using Platform.TestKit.Oracles;
using Platform.TestKit.Services;

namespace Platform.Core.Tests.Metrics.Senders.GitHub;

/// <summary>Every example payload that GitHub's SDK publishes, of github.com and of Enterprise Server: none vanishes.</summary>
public sealed class OctokitExamplesTests
{
    private const string Table = "tests/Platform.Core.Tests/Metrics/Senders/GitHub/octokit-examples.txt";

    private static readonly string[] Hosts = ["api.github.com", "ghes-31", "ghes-32", "ghes-33", "ghes-34", "ghes-35"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_example_is_told_or_ignored_for_the_reason_in_the_table()
    {
        var lines = new SortedDictionary<string, int>(StringComparer.Ordinal);
        await foreach (var delivery in ExamplesAsync())
        {
            var line = Line(delivery, await Translator().TranslateAsync(delivery, Cancel));
            lines[line] = lines.GetValueOrDefault(line) + 1;
        }

        var text = string.Concat(lines.Select(line => $"{line.Key} x{line.Value}\n"));

        var path = Path.Combine(RepositoryRoot.Path, Table);
        var listed = File.Exists(path) ? await File.ReadAllTextAsync(path, Cancel) : string.Empty;
        Assert.True(text == listed, $"{Table} says otherwise. What was found:\n{text}");
        Assert.DoesNotContain("refused", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_event_of_an_example_is_read_and_told_again_as_the_same()
    {
        var told = 0;
        await foreach (var delivery in ExamplesAsync())
        {
            if (await Translator().TranslateAsync(delivery, Cancel) is not Translation.Told first)
            {
                continue;
            }

            var again = (Translation.Told)await Translator().TranslateAsync(delivery with { Id = "another" }, Cancel);
            Assert.Equal(first.Events.Select(Read), again.Events.Select(Read));
            told += first.Events.Count;
        }

        Assert.InRange(told, 100, int.MaxValue);
    }

    [Fact]
    public async Task Every_reason_is_documented_and_every_documented_one_exists()
    {
        var codes = typeof(IgnoredReasons).GetFields().Select(field => (string)field.GetValue(null)!).ToHashSet();
        var document = await File.ReadAllTextAsync(
            Path.Combine(RepositoryRoot.Path, "functions/Platform.Core/Metrics/Senders/reasons.md"), Cancel);
        var listed = document.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('`')[1]).ToList();

        Assert.Equal(codes.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    private static string Read(JsonObject message)
    {
        var told = DeliveryEvents.Parse(message);
        Assert.True(told.IsOk, string.Join("; ", told.Problems));
        return $"{told.Value!.Source} {told.Value.Id} {told.Value.Statement()}";
    }

    private static GitHubTranslator Translator() => new(
        new KnownComponents().InRepository("hello", "Codertocat/Hello-World"), new ToldHistory(), GitHubLabels.Default);

    private static string Line(SenderDelivery delivery, Translation translation)
    {
        var text = new StringBuilder($"{delivery.Event} {(string?)delivery.Payload["action"] ?? "-"}: ");
        return text.Append(translation switch
        {
            Translation.Told told => string.Join(' ', told.Events
                .Select(one => EventTypes.NameOf((string)one["type"]!)).Distinct().Order(StringComparer.Ordinal)),
            Translation.Ignored ignored => $"({ignored.Reason})",
            Translation.Refused refused => $"refused: {string.Join(", ", refused.Problems)}",
            _ => throw new InvalidOperationException(translation.GetType().Name),
        }).ToString();
    }

    private static async IAsyncEnumerable<SenderDelivery> ExamplesAsync()
    {
        foreach (var host in Hosts)
        {
            var path = await NodeOracles.PathOf($"@octokit/webhooks-examples/{host}/index.json");
            foreach (var kind in JsonNode.Parse(await File.ReadAllTextAsync(path, Cancel))!.AsArray().OfType<JsonObject>())
            {
                foreach (var example in kind["examples"]!.AsArray().OfType<JsonObject>())
                {
                    yield return new(
                        "github", $"{Guid.NewGuid()}", (string)kind["name"]!, (JsonObject)example.DeepClone(),
                        DateTimeOffset.UnixEpoch, new Dictionary<string, string>());
                }
            }
        }
    }
}
