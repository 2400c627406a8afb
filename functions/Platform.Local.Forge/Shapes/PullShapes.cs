using System.Text.Json.Nodes;
using Platform.Local.Forge.Git;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Shapes;

/// <summary>Pull requests of one repository, as pull requests and as issues.</summary>
internal sealed class PullShapes(Urls urls, Repository repository, IssueShapes issues, OwnerData owner, OwnerData user)
{
    private readonly string _api = urls.Repository(repository.Data.FullName);
    private readonly string _html = urls.Html(repository.Data.FullName);

    /// <summary>As lists have it.</summary>
    public JsonObject Simple(PullRequestData pull)
    {
        var (api, html) = ($"{_api}/pulls/{pull.Number}", $"{_html}/pull/{pull.Number}");
        var issue = $"{_api}/issues/{pull.Number}";
        var shape = Common(pull, "PullRequest");
        (string Name, string Url)[] links =
        [
            ("self", api), ("html", html), ("issue", issue), ("comments", $"{issue}/comments"),
            ("review_comments", $"{api}/comments"), ("review_comment", _api + "/pulls/comments{/number}"),
            ("commits", $"{api}/commits"), ("statuses", $"{_api}/statuses/{pull.HeadSha}"),
        ];
        foreach (var (name, url) in links[3..])
        {
            shape[$"{name}_url"] = url;
        }

        shape["url"] = api;
        shape["html_url"] = html;
        shape["issue_url"] = issue;
        shape["diff_url"] = $"{html}.diff";
        shape["patch_url"] = $"{html}.patch";
        shape["draft"] = pull.Draft;
        shape["requested_reviewers"] = new JsonArray([.. pull.Reviewers.Select(issues.Account)]);
        shape["requested_teams"] = new JsonArray([.. pull.TeamReviewers.Select(issues.Team).OfType<JsonNode>()]);
        shape["merged_at"] = Time(pull.MergedAt);
        shape["merge_commit_sha"] = pull.MergeCommit;
        shape["auto_merge"] = null;
        shape["head"] = Side(pull.Head, pull.HeadSha);
        shape["base"] = Side(pull.Base, pull.BaseSha);
        shape["_links"] = new JsonObject(links.Select(link => KeyValuePair.Create(
            link.Name, (JsonNode?)new JsonObject { ["href"] = link.Url })));
        return shape;
    }

    public JsonObject Full(PullRequestData pull)
    {
        var shape = Simple(pull);
        var git = repository.Git;
        var files = git.MergeBase(pull.BaseSha, pull.HeadSha) is { } common ? git.Differences(common, pull.HeadSha) : [];
        shape["merged"] = pull.MergedAt is not null;
        shape["merged_by"] = pull.MergedAt is null ? null : urls.SimpleUser(user);
        // GitHub computes it later, and says so by null.
        shape["mergeable"] = null;
        shape["mergeable_state"] = "unknown";
        shape["rebaseable"] = null;
        shape["maintainer_can_modify"] = false;
        shape["comments"] = pull.Thread.Comments.Length;
        shape["review_comments"] = 0;
        shape["commits"] = git.NewCommits(pull.BaseSha, pull.HeadSha, int.MaxValue).Count;
        shape["additions"] = files.Sum(file => file.Additions);
        shape["deletions"] = files.Sum(file => file.Deletions);
        shape["changed_files"] = files.Count;
        return shape;
    }

    /// <summary>Every pull request is an issue, too.</summary>
    public JsonObject Issue(PullRequestData pull)
    {
        var html = $"{_html}/pull/{pull.Number}";
        var shape = issues.AsIssue(Common(pull, "Issue"), pull.Number, html, pull.Thread);
        shape["draft"] = pull.Draft;
        shape["pull_request"] = new JsonObject
        {
            ["url"] = $"{_api}/pulls/{pull.Number}",
            ["html_url"] = html,
            ["diff_url"] = $"{html}.diff",
            ["patch_url"] = $"{html}.patch",
            ["merged_at"] = Time(pull.MergedAt),
        };
        return shape;
    }

    private JsonObject Common(PullRequestData pull, string kind) => issues.Common(
        new IssueData(pull.Id, pull.Number, pull.Title, pull.Body, null, pull.CreatedAt)
        {
            UpdatedAt = pull.UpdatedAt,
            ClosedAt = pull.ClosedAt,
            Thread = pull.Thread,
        },
        kind);

    private JsonObject Side(string branch, string sha) => new()
    {
        ["label"] = $"{repository.Data.Owner}:{branch}",
        ["ref"] = branch,
        ["sha"] = sha,
        ["user"] = urls.SimpleUser(owner),
        ["repo"] = urls.Repository(repository.Data, owner),
    };

    private static string? Time(DateTimeOffset? at) => at is { } time ? Urls.Time(time) : null;
}
