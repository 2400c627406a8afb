using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Templating;

namespace Platform.Benchmarks.Render;

/// <summary>A template and its data, rendered as the platform does it: from the cache of parsed templates.</summary>
internal sealed record SpeedJob(string Template, JsonObject Context, TemplateSyntax Syntax)
{
    public static SpeedJob Of(JsonNode job) => new(
        (string)job["template"]!,
        job["context"]!.DeepClone().AsObject(),
        new TemplateSyntax
        {
            TrimBlocks = (bool)job["trimBlocks"]!,
            LstripBlocks = (bool)job["lstripBlocks"]!,
            CookiecutterCompat = (bool)job["cookiecutterCompat"]!,
        });

    public long ParseAndRender() => Render(CompiledTemplate.Parse(Template, Syntax));

    public long Render() => Render(TemplateCache.Shared.Get(Template, Syntax, RenderLimits.Default));

    private long Render(CompiledTemplate template) =>
        template.Render(Context, RenderLimits.Default, RenderMode.Lenient, CancellationToken.None).Length;
}
