using System.Text.Json.Nodes;

namespace Platform.Core.Scaffolding.Templating.Skeletons;

/// <summary>Renders a skeleton's files by the rules of <c>fetch:template</c>. Pure and per file, so that callers can fan out.</summary>
public sealed class SkeletonRenderer(RenderLimits? limits = null)
{
    /// <param name="path">Relative to the skeleton's root, with '/'.</param>
    /// <param name="mode">git's mode of the file; a link (120000) is copied as it is.</param>
    /// <param name="values">What templates see below <c>values.</c></param>
    /// <returns>Null when the path renders to none: the file is left out on purpose.</returns>
    /// <exception cref="TemplatingException">The path or content can't be rendered, or the path leaves the workspace.</exception>
    public RenderedFile? Render(
        string path,
        string mode,
        ReadOnlyMemory<byte> content,
        FetchTemplateOptions options,
        JsonObject values,
        RenderMode renderMode,
        CancellationToken cancellationToken = default) => throw new NotSupportedException($"{limits}");
}
