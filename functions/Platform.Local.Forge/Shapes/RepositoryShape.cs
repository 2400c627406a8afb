using System.Text.Json.Nodes;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Shapes;

/// <summary>Repositories as GitHub writes them: the same object serves as full and as minimal repository.</summary>
internal static class RepositoryShape
{
    // Suffixes of the URL of the repository, by field.
    private static readonly (string Field, string Suffix)[] Links =
    [
        ("archive_url", "/{archive_format}{/ref}"),
        ("assignees_url", "/assignees{/user}"),
        ("blobs_url", "/git/blobs{/sha}"),
        ("branches_url", "/branches{/branch}"),
        ("collaborators_url", "/collaborators{/collaborator}"),
        ("comments_url", "/comments{/number}"),
        ("commits_url", "/commits{/sha}"),
        ("compare_url", "/compare/{base}...{head}"),
        ("contents_url", "/contents/{+path}"),
        ("contributors_url", "/contributors"),
        ("deployments_url", "/deployments"),
        ("downloads_url", "/downloads"),
        ("events_url", "/events"),
        ("forks_url", "/forks"),
        ("git_commits_url", "/git/commits{/sha}"),
        ("git_refs_url", "/git/refs{/sha}"),
        ("git_tags_url", "/git/tags{/sha}"),
        ("hooks_url", "/hooks"),
        ("issue_comment_url", "/issues/comments{/number}"),
        ("issue_events_url", "/issues/events{/number}"),
        ("issues_url", "/issues{/number}"),
        ("keys_url", "/keys{/key_id}"),
        ("labels_url", "/labels{/name}"),
        ("languages_url", "/languages"),
        ("merges_url", "/merges"),
        ("milestones_url", "/milestones{/number}"),
        ("notifications_url", "/notifications{?since,all,participating}"),
        ("pulls_url", "/pulls{/number}"),
        ("releases_url", "/releases{/id}"),
        ("stargazers_url", "/stargazers"),
        ("statuses_url", "/statuses/{sha}"),
        ("subscribers_url", "/subscribers"),
        ("subscription_url", "/subscription"),
        ("tags_url", "/tags"),
        ("teams_url", "/teams"),
        ("trees_url", "/git/trees{/sha}"),
    ];

    private static readonly string[] Counters =
    [
        "forks_count",
        "stargazers_count",
        "watchers_count",
        "size",
        "open_issues_count",
        "forks",
        "open_issues",
        "watchers",
        "network_count",
        "subscribers_count",
    ];

    // What a repository has until somebody changes it.
    private static readonly (string Field, bool Value)[] Switches =
    [
        ("has_issues", true),
        ("has_projects", true),
        ("has_wiki", true),
        ("has_pages", false),
        ("has_downloads", true),
        ("has_discussions", false),
        ("is_template", false),
        ("allow_squash_merge", true),
        ("allow_merge_commit", true),
        ("allow_rebase_merge", true),
        ("allow_auto_merge", false),
        ("delete_branch_on_merge", false),
        ("allow_update_branch", false),
        ("allow_forking", true),
        ("web_commit_signoff_required", false),
    ];

    // Of the merges that it allows.
    private static readonly (string Field, string Value)[] Choices =
    [
        ("squash_merge_commit_title", "COMMIT_OR_PR_TITLE"),
        ("squash_merge_commit_message", "COMMIT_MESSAGES"),
        ("merge_commit_title", "MERGE_MESSAGE"),
        ("merge_commit_message", "PR_TITLE"),
    ];

    public static bool IsSwitch(string field) => Array.Exists(Switches, known => known.Field == field)
        || Array.Exists(Choices, known => known.Field == field);

    public static JsonObject Repository(this Urls urls, RepositoryData data, OwnerData owner)
    {
        var (api, html) = (urls.Repository(data.FullName), urls.Html(data.FullName));
        var shape = new JsonObject
        {
            ["id"] = data.Id,
            ["node_id"] = Urls.NodeId("Repository", data.Id),
            ["name"] = data.Name,
            ["full_name"] = data.FullName,
            ["owner"] = urls.SimpleUser(owner),
            ["private"] = data.IsPrivate,
            ["visibility"] = data.Visibility,
            ["html_url"] = html,
            ["description"] = data.Description,
            ["homepage"] = data.Homepage,
            ["fork"] = false,
            ["url"] = api,
            ["clone_url"] = $"{html}.git",
            ["svn_url"] = html,
            ["git_url"] = $"{html.Replace("http://", "git://", StringComparison.Ordinal)}.git",
            ["ssh_url"] = $"git@{new Uri(urls.Root).Host}:{data.FullName}.git",
            ["mirror_url"] = null,
            ["language"] = null,
            ["license"] = null,
            ["default_branch"] = data.DefaultBranch,
            ["archived"] = data.Archived,
            ["disabled"] = false,
            ["created_at"] = Urls.Time(data.CreatedAt),
            ["updated_at"] = Urls.Time(data.UpdatedAt),
            ["pushed_at"] = Urls.Time(data.PushedAt),
            ["topics"] = new JsonArray([.. data.Topics.Select(topic => (JsonNode)topic)]),
            ["custom_properties"] = new JsonObject(
                data.Properties.Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone()))),
            ["permissions"] = new JsonObject
            {
                ["admin"] = true,
                ["maintain"] = true,
                ["push"] = true,
                ["triage"] = true,
                ["pull"] = true,
            },
        };
        foreach (var (field, suffix) in Links)
        {
            shape[field] = api + suffix;
        }

        foreach (var field in Counters)
        {
            shape[field] = 0;
        }

        foreach (var (field, value) in Switches)
        {
            shape[field] = data.Settings.TryGetValue(field, out var changed) ? changed?.DeepClone() : value;
        }

        foreach (var (field, value) in Choices)
        {
            shape[field] = data.Settings.TryGetValue(field, out var chosen) ? chosen?.DeepClone() : value;
        }

        shape["has_pages"] = data.Pages is not null;
        return shape;
    }

    /// <summary>Push payloads carry two of the times in seconds.</summary>
    public static JsonObject PushRepository(this Urls urls, RepositoryData data, OwnerData owner)
    {
        var shape = urls.Repository(data, owner);
        shape["created_at"] = data.CreatedAt.ToUnixTimeSeconds();
        shape["pushed_at"] = data.PushedAt.ToUnixTimeSeconds();
        shape["master_branch"] = data.DefaultBranch;
        shape["stargazers"] = 0;
        return shape;
    }
}
