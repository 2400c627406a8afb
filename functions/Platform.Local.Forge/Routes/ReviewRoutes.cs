using Platform.Local.Forge.Git;
using Platform.Local.Forge.Http;
using Platform.Local.Forge.Repositories;
using Platform.Local.Forge.Shapes;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Routes;

/// <summary>What was said of a pull request by its reviewers, and the commits that it brings.</summary>
internal sealed class ReviewRoutes(ForgeStore store, DeploymentShapes shapes, TimeProvider time) : IRouteGroup
{
    private const string Pull = "/pulls/{pull_number}";

    /// <summary>GitHub lists no more.</summary>
    private const int MostCommits = 250;

    public void Map(RouteTable routes)
    {
        routes.MapRepository("GET", Pull + "/commits", Commits);
        routes.MapRepository("GET", Pull + "/reviews", (call, repository) => Find(call, repository) is { } pull
            ? call.Page(pull.Reviews, one => shapes.Review(repository.Data, pull, one, webhook: false))
            : Answer.NotFound);
        routes.MapRepository("POST", Pull + "/reviews", Create);
    }

    private static Answer Commits(Call call, Repository repository)
    {
        if (Find(call, repository) is not { } pull)
        {
            return Answer.NotFound;
        }

        var git = new GitShapes(call.Urls, repository.Data.FullName);
        return call.Page(
            repository.Git.NewCommits(pull.BaseSha, pull.HeadSha, MostCommits), one => git.FullCommit(one.Sha, one.Commit));
    }

    private Answer Create(Call call, Repository repository)
    {
        if (Find(call, repository) is not { } pull)
        {
            return Answer.NotFound;
        }

        var state = call.Text("event") switch
        {
            "APPROVE" => "APPROVED",
            "REQUEST_CHANGES" => "CHANGES_REQUESTED",
            "COMMENT" => "COMMENTED",
            _ => null,
        };
        if (state is null)
        {
            return Answer.Invalid("PullRequestReview", "event", "invalid");
        }

        var now = time.GetUtcNow();
        var made = new ReviewData(store.Ids.Next(), state, call.Text("body"), pull.HeadSha, now);
        repository.Update(data => data.WithPull(
            pull.Number, one => one with { Reviews = one.Reviews.Add(made), UpdatedAt = now }));
        return Answer.Ok(shapes.Review(repository.Data, pull, made, webhook: false));
    }

    private static PullRequestData? Find(Call call, Repository repository) =>
        repository.Data.PullRequests.FirstOrDefault(pull => pull.Number == call.RouteId("pull_number"));
}
