using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.Scaffolding.Actions.Publishing;

/// <summary>Backstage's way to name a repository that may not exist yet: <c>host?owner=..&amp;repo=..</c>.</summary>
public sealed record RepoUrl(string Host, RepositoryName Repository)
{
    public const string Requirements = "host?owner=OWNER&repo=NAME";

    public static Result<RepoUrl> Parse(string text, string field = "repoUrl")
    {
        var cut = text.IndexOf('?', StringComparison.Ordinal);
        var host = (cut < 0 ? text : text[..cut]).Trim('/');
        var query = (cut < 0 ? string.Empty : text[(cut + 1)..]).Split('&')
            .Select(pair => pair.Split('=', 2))
            .Where(pair => pair.Length == 2)
            .ToLookup(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]).Trim('/'), StringComparer.Ordinal);
        var owner = query["owner"].FirstOrDefault();
        var name = query["repo"].FirstOrDefault();
        if (host.Length == 0 || string.IsNullOrEmpty(owner) || string.IsNullOrEmpty(name))
        {
            return new Problem("repo-url-incomplete", $"'{text}' does not name a repository.", field, text, Requirements);
        }

        return RepositoryName.TryCreate(owner, name, out var repository)
            ? new RepoUrl(host, repository)
            : new Problem(
                "repo-url-invalid", $"'{owner}/{name}' can't be a repository.", field, text, RepositoryName.Requirements);
    }
}
