using System.Diagnostics.CodeAnalysis;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.Scaffolding.Actions.Registering;

/// <summary>The address of a file or folder as GitHub shows it: <c>https://host/owner/repo/blob/branch/path</c>.</summary>
/// <param name="Host">With the port, where it is not the default one.</param>
/// <param name="RepositoryUrl">The repository's address.</param>
/// <param name="Path">From the root, without a leading slash; empty for the root itself.</param>
internal sealed record ContentsUrl(string Host, Uri RepositoryUrl, RepositoryName Repository, string Branch, string Path)
{
    public const string Requirements = "https://HOST/OWNER/REPO/blob/BRANCH[/PATH]";

    /// <summary>A branch with a slash can't be told from a path; the first segment counts, as in Backstage.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ContentsUrl? parsed)
    {
        parsed = null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            return false;
        }

        var segments = url.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToList();
        if (segments is not [var owner, var name, "blob" or "tree", var branch, .. var rest]
            || !RepositoryName.TryCreate(owner, name, out var repository))
        {
            return false;
        }

        parsed = new(url.Authority, new Uri(url, $"/{owner}/{name}"), repository, branch, string.Join('/', rest));
        return true;
    }

    public string FileUrl(string path) => $"{RepositoryUrl.AbsoluteUri.TrimEnd('/')}/blob/{Branch}/{path}";
}
