using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.SourceControl;

/// <summary>The host of the repositories, as its pages' addresses name it.</summary>
/// <param name="Web">The root of its pages.</param>
public sealed record RepositoryHost(Uri Web)
{
    private const string CloudApi = "api.github.com";
    private const string CloudRaw = "raw.githubusercontent.com";

    private static readonly string[] Forms = ["blob", "tree", "raw", "edit", "blame"];

    /// <param name="api">The root of its REST API; github.com's, Enterprise's, or of something that answers like them.</param>
    public static RepositoryHost Of(Uri api)
    {
        var authority = api.Host == CloudApi ? "github.com"
            : api.Host.StartsWith("api.", StringComparison.Ordinal) && api.Host.EndsWith(".ghe.com", StringComparison.Ordinal)
                ? api.Host["api.".Length..]
                : api.Authority;
        return new(new Uri($"{api.Scheme}://{authority}/"));
    }

    /// <summary>The address for people of a file, or of many by a glob.</summary>
    public string PageOf(RepositoryName repository, string reference, string path) =>
        $"{Web}{repository}/blob/{reference}/{path}";

    /// <summary>Whether an address is on this host; only those are read with the platform's credentials.</summary>
    public bool Owns(Uri url) => url.Scheme is "http" or "https" && url.UserInfo.Length == 0 && (IsPage(url) || IsRaw(url));

    /// <returns>Null for an address that names no file of a repository of this host.</returns>
    public RepositoryUrl? Read(Uri url)
    {
        if (!Owns(url))
        {
            return null;
        }

        var segments = url.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToList();
        return (IsRaw(url), segments) switch
        {
            (true, [var owner, var name, ..]) => RepositoryUrl.Of(owner, name, segments[2..]),
            (false, ["raw", var owner, var name, ..]) when !Forms.Contains(name) =>
                RepositoryUrl.Of(owner, name, segments[3..]),
            (false, [var owner, var name, var form, ..]) when Forms.Contains(form) =>
                RepositoryUrl.Of(owner, name, segments[3..]),
            _ => null,
        };
    }

    private bool IsPage(Uri url) => string.Equals(url.Authority, Web.Authority, StringComparison.OrdinalIgnoreCase);

    /// <summary>Files are served from a host of their own, so that they can't pretend to be pages.</summary>
    private bool IsRaw(Uri url) => string.Equals(
        url.Authority, Web.Host == "github.com" ? CloudRaw : $"raw.{Web.Authority}", StringComparison.OrdinalIgnoreCase);
}
