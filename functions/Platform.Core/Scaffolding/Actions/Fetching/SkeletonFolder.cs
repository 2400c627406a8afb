using System.Diagnostics.CodeAnalysis;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Core.Scaffolding.Actions.Fetching;

/// <summary>The files that a <c>url</c> of a template names.</summary>
/// <param name="Prefix">What the files' paths have in common; empty for everything.</param>
/// <param name="Files">In ordinal order, so that positions in it are stable.</param>
internal sealed record SkeletonFolder(string Prefix, IReadOnlyList<WorkspaceFile> Files)
{
    public const string Missing = "skeleton-missing";

    /// <summary>Whether a url is a web address rather than a path.</summary>
    public static bool IsAddress(string url, [NotNullWhen(true)] out Uri? address) =>
        Uri.TryCreate(url, UriKind.Absolute, out address)
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp);

    /// <param name="template">All files that the template may use.</param>
    /// <param name="folder">The template's own folder among them; what <paramref name="url"/> is relative to.</param>
    public static Result<SkeletonFolder> Find(WorkspaceManifest template, string url, string folder)
    {
        var path = PathOf(url, folder);
        if (!path.IsOk)
        {
            return Result<SkeletonFolder>.Failed(path.Problems);
        }

        var prefix = path.Value.Length == 0 ? string.Empty : $"{path.Value}/";
        List<WorkspaceFile> files = [.. template.Files.Where(file => file.Path.StartsWith(prefix, StringComparison.Ordinal))];
        return files.Count > 0
            ? new SkeletonFolder(prefix, files)
            : new Problem(
                Missing, $"The template has no folder '{url}'.", "url", url, $"one of: {FoldersOf(template, folder)}");
    }

    public static Result<WorkspaceFile> FindFile(WorkspaceManifest template, string url, string folder)
    {
        var path = PathOf(url, folder);
        return !path.IsOk ? Result<WorkspaceFile>.Failed(path.Problems)
            : template.Files.FirstOrDefault(file => file.Path == path.Value) is { } found ? found
            : new Problem(Missing, $"The template has no file '{url}'.", "url", url, "a file of the template");
    }

    private static Result<string> PathOf(string url, string folder)
    {
        if (Uri.TryCreate(url, UriKind.Absolute, out _) || url.StartsWith('/') || url.Contains('\\', StringComparison.Ordinal))
        {
            return new Problem(
                "skeleton-not-local", $"'{url}' is outside the template.", "url", url,
                "a path within the template's folder, such as ./skeleton");
        }

        var segments = new List<string>();
        foreach (var segment in $"{folder}/{url}".Split('/').Where(segment => segment is not ("" or ".")))
        {
            if (segment != "..")
            {
                segments.Add(segment);
            }
            else if (segments.Count > 0)
            {
                segments.RemoveAt(segments.Count - 1);
            }
            else
            {
                return new Problem(
                    "skeleton-not-local", $"'{url}' leaves the template's folder.", "url", url, "a path with fewer '..'");
            }
        }

        return string.Join('/', segments);
    }

    private static string FoldersOf(WorkspaceManifest template, string folder)
    {
        var prefix = folder.Length == 0 ? string.Empty : $"{folder}/";
        return string.Join(", ", template.Files
            .Where(file => file.Path.StartsWith(prefix, StringComparison.Ordinal))
            .Select(file => file.Path[prefix.Length..])
            .Where(path => path.Contains('/', StringComparison.Ordinal))
            .Select(path => "./" + path[..path.IndexOf('/', StringComparison.Ordinal)])
            .Distinct());
    }
}
