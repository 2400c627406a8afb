using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.TestKit.Oracles;

namespace Platform.Core.Tests.Catalog;

/// <summary>What holds for every reference, tried with thousands of texts from a fixed seed.</summary>
public sealed class EntityRefPropertyTests
{
    private const string Alphabet = "aBc9:/.-_ éÄ";

    private const string Script = """
        import { createRequire } from 'module';
        import { readFileSync } from 'fs';
        const { parseEntityRef, stringifyEntityRef } = createRequire(import.meta.url)('@backstage/catalog-model');
        console.log(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(text => ['Group', undefined].map(defaultKind => {
          try { return stringifyEntityRef(parseEntityRef(text, { defaultKind, defaultNamespace: 'Team' })); }
          catch { return null; }
        }))));
        """;

    [Fact]
    public async Task Every_text_is_read_as_Backstage_reads_it()
    {
        var texts = Texts().ToList();
        var input = new JsonArray([.. texts.Select(text => (JsonNode)text)]).ToJsonString();

        var theirs = JsonNode.Parse(await NodeOracles.RunAsync(Script, input, TestContext.Current.CancellationToken))!.AsArray();

        var ours = texts.Select(text => new[] { Read(text, "Group"), Read(text, null) });
        Assert.Equal(theirs.Select(pair => ((string?)pair![0], (string?)pair[1])), ours.Select(pair => (pair[0], pair[1])));
    }

    [Fact]
    public void The_canonical_form_reads_back_as_the_same_reference()
    {
        foreach (var text in Texts())
        {
            if (EntityRef.TryParse(text, out var read, "group", "team"))
            {
                var again = EntityRef.Parse(read.Canonical);
                Assert.Equal(read, again);
                Assert.Equal(read.Canonical, again.Canonical);
                Assert.Equal(read.GetHashCode(), again.GetHashCode());
            }
        }
    }

    private static string? Read(string text, string? defaultKind) =>
        EntityRef.TryParse(text, out var read, defaultKind, "Team") ? read.Canonical : null;

    private static IEnumerable<string> Texts()
    {
        var random = new Random(2026);
        return Enumerable.Range(0, 5000).Select(_ => string.Concat(
            Enumerable.Range(0, random.Next(0, 12)).Select(_ => Alphabet[random.Next(Alphabet.Length)])));
    }
}
