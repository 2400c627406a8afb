using System.Text.Json.Nodes;

namespace Platform.Core.Scaffolding.Templating;

/// <summary>A parsed template: immutable, safe to share between threads, worth caching.</summary>
public sealed class CompiledTemplate
{
    private CompiledTemplate()
    {
    }

    /// <exception cref="TemplatingException">The source is not a template, or is beyond the limits.</exception>
    public static CompiledTemplate Parse(string source, TemplateSyntax syntax, RenderLimits? limits = null) =>
        throw new NotSupportedException();

    /// <exception cref="TemplatingException">An expression failed, or a limit was reached.</exception>
    public string Render(
        JsonObject context,
        RenderLimits limits,
        RenderMode mode,
        CancellationToken cancellationToken,
        OptionalNames? optional = null) => throw new NotSupportedException();
}
