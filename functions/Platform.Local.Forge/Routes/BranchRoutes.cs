using System.Text.Json.Nodes;
using Platform.Local.Forge.Git;
using Platform.Local.Forge.Http;
using Platform.Local.Forge.Shapes;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Routes;

/// <summary>Branches and the commits on them.</summary>
internal sealed class BranchRoutes : IRouteGroup
{
    private const string Heads = "refs/heads/";

    public void Map(RouteTable routes)
    {
        routes.MapRepository("GET", "/branches", List);
        routes.MapRepository("GET", "/branches/{**branch}", Read);
        routes.MapRepository("GET", "/tags", Tags);
        routes.MapRepository("GET", "/commits", Commits);
        routes.MapRepository("GET", "/commits/{**ref}", CommitOf);
    }

    private static Answer List(Call call, Repository repository) =>
        call.Page(
            [.. repository.Git.Refs.All().Where(pair => pair.Key.StartsWith(Heads, StringComparison.Ordinal))],
            pair => Shapes(call, repository).Branch(pair.Key[Heads.Length..], pair.Value));

    private static Answer Read(Call call, Repository repository)
    {
        var name = call.Route("branch");
        if (repository.Git.Refs.Read(Heads + name) is not { } sha || repository.Git.Commit(sha) is not { } commit)
        {
            return Answer.Error(404, "Branch not found");
        }

        var shape = Shapes(call, repository).Branch(name, sha);
        var url = $"{call.Urls.Repository(repository.Data.FullName)}/branches/{name}";
        shape["commit"] = Shapes(call, repository).FullCommit(sha, commit);
        shape["_links"] = new JsonObject
        {
            ["self"] = url,
            ["html"] = $"{call.Urls.Html(repository.Data.FullName)}/tree/{name}",
        };
        shape["protection"] = new JsonObject { ["enabled"] = false };
        shape["protection_url"] = $"{url}/protection";
        return Answer.Ok(shape);
    }

    private static Answer Tags(Call call, Repository repository)
    {
        var tags = repository
            .Git.Refs.All()
            .Where(pair => pair.Key.StartsWith("refs/tags/", StringComparison.Ordinal))
            .ToList();
        var api = call.Urls.Repository(repository.Data.FullName);
        return call.Page(
            tags,
            pair =>
            {
                var (name, sha) = (pair.Key["refs/tags/".Length..], repository.Git.Peel(pair.Value) ?? pair.Value);
                return new JsonObject
                {
                    ["name"] = name,
                    ["commit"] = new JsonObject { ["sha"] = sha, ["url"] = $"{api}/commits/{sha}" },
                    ["zipball_url"] = $"{api}/zipball/{pair.Key}",
                    ["tarball_url"] = $"{api}/tarball/{pair.Key}",
                    ["node_id"] = Urls.NodeId("Tag", $"{repository.Data.FullName}:{name}"),
                };
            });
    }

    private static Answer Commits(Call call, Repository repository)
    {
        if (repository.Git.IsEmpty)
        {
            return Answer.EmptyRepository;
        }

        var since = DateTimeOffset.TryParse(call.Query("since"), out var after) ? after : DateTimeOffset.MinValue;
        return repository.Git.Resolve(call.Query("sha") ?? repository.Data.DefaultBranch) is { } start
            ? call.Page(
                [.. repository.Git.Ancestry(start).Where(commit =>
                    commit.Commit.Committer.Date >= since && Touches(repository, commit.Commit, call.Query("path")))],
                commit => Shapes(call, repository).FullCommit(commit.Sha, commit.Commit))
            : Answer.NotFound;
    }

    /// <summary>Whether the file or folder is another than in the commit before.</summary>
    private static bool Touches(Repository repository, Commit commit, string? path) =>
        path is null or ""
        || repository.Git.Find(commit.Tree, path) != (
            commit.Parents is [var parent, ..] && repository.Git.Commit(parent) is { } before
                ? repository.Git.Find(before.Tree, path)
                : null);

    private static Answer CommitOf(Call call, Repository repository)
    {
        if (repository.Git.IsEmpty)
        {
            return Answer.EmptyRepository;
        }

        return repository.Git.Resolve(call.Route("ref")) is { } sha && repository.Git.Commit(sha) is { } commit
            ? Answer.Ok(Shapes(call, repository).FullCommit(sha, commit))
            : Answer.Invalid($"No commit found for SHA: {call.Route("ref")}");
    }

    private static GitShapes Shapes(Call call, Repository repository) => new(call.Urls, repository.Data.FullName);
}
