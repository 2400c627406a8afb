using System.Text;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Core.Scaffolding.Templating.Skeletons;

/// <summary>
/// Renders a skeleton's files by the rules of <c>fetch:template</c>. Pure and per file, so that callers can fan out.
/// </summary>
public sealed class SkeletonRenderer(RenderLimits? limits = null)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private readonly RenderLimits _limits = limits ?? RenderLimits.Default;

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
        CancellationToken cancellationToken = default)
    {
        var context = new JsonObject { [options.Variable] = values.DeepClone() };
        string Rendered(string source) => TemplateCache.Shared
            .Get(source, options.Syntax, _limits)
            .Render(context, _limits, renderMode, cancellationToken, options.Optional);

        var (sourcePath, rendersContent) = Plan(path, options);
        var renderedPath = GlobPattern.MatchesAny(options.CopyWithoutRender, path)
            ? path
            : Named(path, () => Rendered(sourcePath));
        if (IsSkipped(renderedPath))
        {
            return null;
        }

        var target = InWorkspace(path, renderedPath, options.TargetPath);
        if (mode == WorkspacePath.LinkMode)
        {
            RefuseLinkOut(path, target, Utf8.GetString(content.Span));
        }

        var isText = mode != WorkspacePath.LinkMode
            && rendersContent
            && !BinaryContent.Is(content.Span)
            && !BinaryContent.IsWide(content.Span);
        return new RenderedFile(target, mode, isText ? Named(path, () => RenderText(content, Rendered)) : content);
    }

    /// <summary>The path to render, and whether the content is rendered as well.</summary>
    internal static (string Path, bool RendersContent) Plan(string path, FetchTemplateOptions options)
    {
        if (options.TemplateFileExtension is { } extension)
        {
            var name = path[(path.LastIndexOf('/') + 1)..];
            var matches = name.LastIndexOf('.') > 0 && name[name.LastIndexOf('.')..] == extension;
            return (matches ? path[..^extension.Length] : path, matches);
        }

        return (path, !GlobPattern.MatchesAny(options.CopyWithoutTemplating.Concat(options.CopyWithoutRender), path));
    }

    private static bool IsSkipped(string path) =>
        path.Length == 0 || path[0] == '/' || path[^1] == '/' || path.Contains("//", StringComparison.Ordinal);

    private static string InWorkspace(string source, string rendered, string targetPath)
    {
        var (path, reason) = SkeletonPath.Normalize(targetPath.Length > 0 ? $"{targetPath}/{rendered}" : rendered);
        return path is { Length: > 0 }
            ? path
            : throw new TemplatingException(
                "template-path",
                $"The path '{source}' renders to '{rendered}', which is refused: {reason ?? "it names no file"}.",
                1,
                1)
            {
                Field = source,
            };
    }

    private static void RefuseLinkOut(string source, string path, string linkTarget)
    {
        if (!WorkspacePath.IsSafeLink(path, linkTarget))
        {
            throw new TemplatingException(
                "template-path", $"The link '{source}' leads to '{linkTarget}', out of the workspace.", 1, 1)
            { Field = source };
        }
    }

    /// <summary>The byte order mark and line ends are content like any other; what has no tags keeps its exact bytes.</summary>
    private static ReadOnlyMemory<byte> RenderText(ReadOnlyMemory<byte> content, Func<string, string> render)
    {
        var span = content.Span;
        if (span.IndexOf("{{"u8) < 0 && span.IndexOf("{%"u8) < 0 && span.IndexOf("{#"u8) < 0 && span.IndexOf("#}"u8) < 0)
        {
            return content;
        }

        return Utf8.GetBytes(render(Utf8.GetString(span)));
    }

    private static T Named<T>(string path, Func<T> render)
    {
        try
        {
            return render();
        }
        catch (TemplatingException failed)
        {
            throw failed.In(path);
        }
    }
}
