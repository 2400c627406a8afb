using System.Text.Json.Nodes;
using Platform.Local.Forge.Git;
using Platform.Local.Forge.Http;
using Platform.Local.Forge.Shapes;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Routes;

/// <summary>What differs between two commits, and the archive of one.</summary>
internal sealed class ComparisonRoutes : IRouteGroup
{
    // GitHub lists no more, and does not say so.
    private const int MaxFiles = 300;

    public void Map(RouteTable routes)
    {
        routes.MapRepository("GET", "/compare/{**basehead}", Compare);
        routes.MapRepository("GET", "/tarball/{**ref}", Archive);
    }

    private static Answer Archive(Call call, Repository repository)
    {
        var reference = call.Route("ref");
        return repository.Git.Resolve(reference) is null
            ? Answer.NotFound
            : new Answer(302)
            {
                Headers = new Dictionary<string, string>
                {
                    ["Location"] = $"{call.Urls.Html(repository.Data.FullName)}/legacy.tar.gz/{reference}",
                },
            };
    }

    private static Answer Compare(Call call, Repository repository)
    {
        var git = repository.Git;
        if (
            call.Route("basehead").Split("...") is not [var from, var to]
            || git.Resolve(from) is not { } first
            || git.Resolve(to) is not { } second)
        {
            return Answer.NotFound;
        }

        if (git.MergeBase(first, second) is not { } merged)
        {
            return Answer.Error(404, $"No common ancestor between {from} and {to}.");
        }

        var ahead = git.NewCommits(first, second, int.MaxValue);
        var behind = git.NewCommits(second, first, int.MaxValue).Count;
        var html = $"{call.Urls.Html(repository.Data.FullName)}/compare/{from}...{to}";
        var shapes = new GitShapes(call.Urls, repository.Data.FullName);
        return Answer.Ok(
            new JsonObject
            {
                ["url"] = $"{call.Urls.Repository(repository.Data.FullName)}/compare/{from}...{to}",
                ["html_url"] = html,
                ["permalink_url"] = html,
                ["diff_url"] = $"{html}.diff",
                ["patch_url"] = $"{html}.patch",
                ["base_commit"] = shapes.FullCommit(first, git.Commit(first)!),
                ["merge_base_commit"] = shapes.FullCommit(merged, git.Commit(merged)!),
                ["status"] = Status(ahead.Count, behind),
                ["ahead_by"] = ahead.Count,
                ["behind_by"] = behind,
                ["total_commits"] = ahead.Count,
                ["commits"] = new JsonArray([
                    .. ahead
                        .Skip((call.Page - 1) * call.PerPage)
                        .Take(call.PerPage)
                        .Select(commit => shapes.FullCommit(commit.Sha, commit.Commit)),
                ]),
                ["files"] = call.Page > 1
                    ? new JsonArray()
                    : new JsonArray([
                        .. git.Differences(merged, second).Take(MaxFiles).Select(file => File(call, repository, second, file)),
                    ]),
            });
    }

    private static string Status(int ahead, int behind) =>
        (ahead, behind) switch
        {
            (0, 0) => "identical",
            (_, 0) => "ahead",
            (0, _) => "behind",
            _ => "diverged",
        };

    private static JsonObject File(Call call, Repository repository, string commit, FileDifference file)
    {
        var html = call.Urls.Html(repository.Data.FullName);
        var escaped = string.Join('/', file.Path.Split('/').Select(Uri.EscapeDataString));
        var shape = new JsonObject
        {
            ["sha"] = file.Sha,
            ["filename"] = file.Path,
            ["status"] = file.Status,
            ["additions"] = file.Additions,
            ["deletions"] = file.Deletions,
            ["changes"] = file.Additions + file.Deletions,
            ["blob_url"] = $"{html}/blob/{commit}/{escaped}",
            ["raw_url"] = $"{html}/raw/{commit}/{escaped}",
            ["contents_url"] = $"{call.Urls.Repository(repository.Data.FullName)}/contents/{escaped}?ref={commit}",
        };
        if (file.FormerPath is { } former)
        {
            shape["previous_filename"] = former;
        }

        return shape;
    }
}
