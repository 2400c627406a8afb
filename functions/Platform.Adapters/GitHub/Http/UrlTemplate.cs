namespace Platform.Adapters.GitHub.Http;

/// <summary>
/// The address of a call with its variable parts taken out: few enough for a metric, and nothing of a repository in it. What is
/// not a word of GitHub's own API is variable.
/// </summary>
internal static class UrlTemplate
{
    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "actions", "annotations", "artifacts", "assignees", "autolinks", "blobs", "branches", "check-runs", "collaborators",
        "comments", "commits", "compare", "contents", "customization", "deployment-branch-policies", "deployments",
        "dispatches", "environments", "git", "heads", "hooks", "installations", "issues", "jobs", "keys", "labels", "logs",
        "members", "meta", "oidc", "orgs", "pages", "properties", "protection", "public-key", "pulls", "rate_limit", "ref",
        "refs", "releases", "repos", "requested_reviewers", "required_signatures", "rulesets", "runs", "schema", "search",
        "secrets", "statuses", "sub", "subscription", "tags", "teams", "topics", "trees", "user", "users", "values",
        "variables", "workflows", "zen",
    };

    public static string Of(Uri apiUrl, Uri address)
    {
        var path = address.AbsolutePath[Math.Min(address.AbsolutePath.Length, apiUrl.AbsolutePath.TrimEnd('/').Length)..];
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var template = new List<string>();
        for (var i = 0; i < parts.Length; i++)
        {
            var named = NameAt(parts, i);
            // A file's path or a branch's name has any number of parts.
            if (named is not "{path}" || template[^1] != named)
            {
                template.Add(named);
            }
        }

        return "/" + string.Join('/', template);
    }

    private static string NameAt(string[] parts, int index) => (parts[0], index) switch
    {
        ("repos" or "orgs", 1) => "{owner}",
        ("repos", 2) => "{repo}",
        _ when index > 3 && (parts[3] == "contents" || Array.IndexOf(parts, "heads", 0, index) > 0) => "{path}",
        _ => Words.Contains(parts[index]) ? parts[index] : "{id}",
    };
}
