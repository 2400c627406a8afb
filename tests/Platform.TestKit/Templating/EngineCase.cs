using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Templating;

namespace Platform.TestKit.Templating;

/// <summary>A template on which engines are compared.</summary>
public sealed record EngineCase(string Template, bool TrimBlocks = false, bool LstripBlocks = false, bool Cookiecutter = false)
{
    /// <summary>The data that all cases see.</summary>
    public const string Context = """
        {"values": {"name": "orders", "kind": "web", "list": [1, 2, 3], "words": ["b", "A", "c d"],
        "object": {"b": 1, "a": "x", "n": null}, "1st": "first",
        "people": [{"name": "Ann", "age": 30, "team": "x", "active": true},
        {"name": "bob", "age": 4, "team": "y", "active": false}, {"name": "Cy", "age": 12, "team": "x"}],
        "markup": " <p>Hello <b>World</b></p> & co\n\n", "lines": "one\ntwo\n\nthree", "pairs": [["a", 1], ["b c", "d&e"]]}}
        """;

    public TemplateSyntax Syntax =>
        new() { TrimBlocks = TrimBlocks, LstripBlocks = LstripBlocks, CookiecutterCompat = Cookiecutter };

    /// <summary>What our engine makes of it; exactly one of the two is there.</summary>
    public EngineAnswer Render(RenderLimits? limits = null)
    {
        try
        {
            var context = JsonNode.Parse(Context)!.AsObject();
            return new(CompiledTemplate.Parse(Template, Syntax)
                .Render(context, limits ?? RenderLimits.Default, RenderMode.Lenient, CancellationToken.None), null);
        }
        catch (TemplatingException failed)
        {
            return new(null, failed.Message);
        }
    }
}

public sealed record EngineAnswer(string? Output, string? Error);
