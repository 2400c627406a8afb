using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Templating;
using Platform.TestKit.Oracles;

namespace Platform.Core.Tests.Scaffolding.Templating;

/// <summary>Our engine against npm nunjitsu 0.6.2, the engine of current Backstage, on thousands of small templates.</summary>
public sealed class NunjitsuDifferentialTests
{
    private const string Context = """
        {"values": {"name": "orders", "kind": "web", "list": [1, 2, 3], "words": ["b", "A", "c d"],
        "object": {"b": 1, "a": "x", "n": null}, "1st": "first",
        "people": [{"name": "Ann", "age": 30, "team": "x", "active": true},
        {"name": "bob", "age": 4, "team": "y", "active": false}, {"name": "Cy", "age": 12, "team": "x"}],
        "markup": " <p>Hello <b>World</b></p> & co\n\n", "lines": "one\ntwo\n\nthree", "pairs": [["a", 1], ["b c", "d&e"]]}}
        """;

    private const string Script = """
        import { createTemplateRenderer } from 'nunjitsu';
        let text = '';
        for await (const chunk of process.stdin) text += chunk;
        const { context, cases } = JSON.parse(text);
        const renderers = new Map();
        const results = cases.map(({ template, ...options }) => {
          const key = JSON.stringify(options);
          if (!renderers.has(key)) renderers.set(key, createTemplateRenderer({ allowRegexExecution: true, ...options }));
          try { return { output: renderers.get(key).render(template, context) }; }
          catch (error) { return { error: error.message }; }
        });
        process.stdout.write(JSON.stringify(results));
        """;

    [Fact]
    public async Task Templates_render_as_nunjitsu_renders_them()
    {
        var cases = EngineCases.All().DistinctBy(item => item).ToList();
        var input = new JsonObject
        {
            ["context"] = JsonNode.Parse(Context),
            ["cases"] = new JsonArray([.. cases.Select(item => (JsonNode)new JsonObject
            {
                ["template"] = item.Template,
                ["trimBlocks"] = item.TrimBlocks,
                ["lstripBlocks"] = item.LstripBlocks,
                ["cookiecutterCompat"] = item.Cookiecutter,
            })]),
        };
        var expected = JsonNode.Parse(
            await NodeOracles.RunAsync(Script, input.ToJsonString(), TestContext.Current.CancellationToken))!.AsArray();

        var differences = cases
            .Zip(expected, (item, answer) => (
                item,
                theirs: answer!["output"]?.GetValue<string>(),
                error: answer["error"]?.GetValue<string>(),
                ours: Render(item)))
            .Where(row => row.theirs != row.ours.Output && !DeliberateDifferences.Covers(row.item.Template))
            .Select(row => $"{row.item}\n  {Shown(row.theirs ?? row.error)}\n  {Shown(row.ours.Output ?? row.ours.Error)}")
            .ToList();

        Assert.True(cases.Count > 1000);
        Assert.True(
            differences.Count == 0,
            $"{differences.Count} of {cases.Count} differ:\n{string.Join('\n', differences.Take(400))}");
    }

    private static (string? Output, string? Error) Render(EngineCase item)
    {
        var syntax =
            new TemplateSyntax
            {
                TrimBlocks = item.TrimBlocks,
                LstripBlocks = item.LstripBlocks,
                CookiecutterCompat = item.Cookiecutter,
            };
        try
        {
            var context = JsonNode.Parse(Context)!.AsObject();
            return (CompiledTemplate.Parse(
                item.Template,
                syntax).Render(context, RenderLimits.Default, RenderMode.Lenient, CancellationToken.None), null);
        }
        catch (TemplatingException failed)
        {
            return (null, failed.Message);
        }
    }

    private static string Shown(string? text) => JsonSerializer.Serialize(text);
}
