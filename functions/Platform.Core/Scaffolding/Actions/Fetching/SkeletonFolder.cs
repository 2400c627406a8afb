using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Core.Scaffolding.Actions.Fetching;

/// <summary>The files of a template's folder that a <c>url</c> names.</summary>
/// <param name="Prefix">What the files' paths have in common; empty for the whole folder.</param>
/// <param name="Files">In ordinal order, so that positions in it are stable.</param>
internal sealed record SkeletonFolder(string Prefix, IReadOnlyList<WorkspaceFile> Files)
{
    public static Result<SkeletonFolder> Find(WorkspaceManifest template, string url)
    {
        if (Uri.TryCreate(url, UriKind.Absolute, out _) || url.StartsWith('/'))
        {
            return new Problem(
                "skeleton-not-local", $"'{url}' is outside the template.", "url", url,
                "a path within the template's folder, such as ./skeleton");
        }

        var segments = url.Split('/').Where(segment => segment is not ("" or ".")).ToList();
        if (segments.Contains(".."))
        {
            return new Problem("skeleton-not-local", $"'{url}' leaves the template's folder.", "url", url, "a path without '..'");
        }

        var prefix = string.Concat(segments.Select(segment => segment + "/"));
        List<WorkspaceFile> files = [.. template.Files.Where(file => file.Path.StartsWith(prefix, StringComparison.Ordinal))];
        return files.Count > 0
            ? new SkeletonFolder(prefix, files)
            : new Problem(
                "skeleton-missing", $"The template has no folder '{url}'.", "url", url, $"one of: {FoldersOf(template)}");
    }

    private static string FoldersOf(WorkspaceManifest template) => string.Join(", ", template.Files
        .Where(file => file.Path.Contains('/', StringComparison.Ordinal))
        .Select(file => "./" + file.Path[..file.Path.IndexOf('/', StringComparison.Ordinal)])
        .Distinct());
}
