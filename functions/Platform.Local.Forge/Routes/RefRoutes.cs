using Platform.Local.Forge.Git;
using Platform.Local.Forge.Http;
using Platform.Local.Forge.Repositories;
using Platform.Local.Forge.Shapes;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Routes;

/// <summary>References: the documented <c>git/ref</c> and the older <c>git/refs</c> that Octokit still reads.</summary>
internal sealed class RefRoutes(RefUpdates updates) : IRouteGroup
{
    public void Map(RouteTable routes)
    {
        routes.MapRepository("GET", "/git/ref/{**ref}", (call, repository) => Read(call, repository, FullName(call)));
        routes.MapRepository("GET", "/git/refs/{**ref}", (call, repository) => Read(call, repository, FullName(call)));
        routes.MapRepository("GET", "/git/matching-refs/{**ref}", Matching);
        routes.MapRepository("GET", "/git/refs", Matching);
        routes.MapRepository("POST", "/git/refs", CreateAsync);
        routes.MapRepository("PATCH", "/git/refs/{**ref}", UpdateAsync);
        routes.MapRepository("DELETE", "/git/refs/{**ref}", DeleteAsync);
    }

    private static Answer Read(Call call, Repository repository, string name) =>
        repository switch
        {
            { Git.IsEmpty: true } => Answer.EmptyRepository,
            _ when repository.Git.Refs.Read(name) is { } sha => Answer.Ok(Shape(call, repository, name, sha)),
            _ => Answer.NotFound,
        };

    private static Answer Matching(Call call, Repository repository) =>
        repository.Git.IsEmpty
            ? Answer.EmptyRepository
            : call.Page(
                [.. repository.Git.Refs.All().Where(pair => pair.Key.StartsWith(FullName(call), StringComparison.Ordinal))],
                pair => Shape(call, repository, pair.Key, pair.Value));

    private async Task<Answer> CreateAsync(Call call, Repository repository)
    {
        if (repository.Git.IsEmpty)
        {
            return Answer.EmptyRepository;
        }

        var (name, sha) = (call.Text("ref") ?? "", call.Text("sha") ?? "");
        return Problem(repository, name, sha)
            ?? (
                await updates.CreateAsync(repository, name, sha, call.Aborted) switch
                {
                    RefOutcome.Exists => Answer.Invalid("Reference already exists"),
                    _ => Answer.Created(Shape(call, repository, name, sha)),
                });
    }

    private async Task<Answer> UpdateAsync(Call call, Repository repository)
    {
        if (repository.Git.IsEmpty)
        {
            return Answer.EmptyRepository;
        }

        var (name, sha) = (FullName(call), call.Text("sha") ?? "");
        return Problem(repository, name, sha)
            ?? (
                await updates.UpdateAsync(repository, name, sha, call.Flag("force") ?? false, call.Aborted) switch
                {
                    RefOutcome.Missing => Answer.Invalid("Reference does not exist"),
                    RefOutcome.NotFastForward => Answer.Invalid("Update is not a fast forward"),
                    RefOutcome.Protected => Answer.Invalid(
                        "Repository rule violations found\n\nCannot force-push to this branch\n\n"),
                    _ => Answer.Ok(Shape(call, repository, name, sha)),
                });
    }

    private async Task<Answer> DeleteAsync(Call call, Repository repository) =>
        await updates.DeleteAsync(repository, FullName(call), call.Aborted) switch
        {
            RefOutcome.Missing => Answer.Invalid("Reference does not exist"),
            RefOutcome.Protected => Answer.Invalid("Cannot delete a protected branch"),
            _ => Answer.NoContent,
        };

    private static Answer? Problem(Repository repository, string name, string sha) =>
        (name, sha) switch
        {
            _ when !RefStore.IsValid(name) => Answer.Invalid(
                "Reference name is not valid: it must be refs/heads/<branch> or refs/tags/<tag>"),
            _ when !repository.Git.Objects.Contains(sha) => Answer.Invalid("Object does not exist"),
            _ when name.StartsWith("refs/heads/", StringComparison.Ordinal)
                    && !repository.Git.Objects.Contains(sha, "commit") => Answer.Invalid(
                "Reference update failed: a branch must point to a commit"),
            _ => null,
        };

    private static string FullName(Call call) => $"refs/{call.Route("ref")}";

    private static System.Text.Json.Nodes.JsonObject Shape(Call call, Repository repository, string name, string sha) =>
        new GitShapes(call.Urls, repository.Data.FullName).Ref(
            name,
            sha,
            repository.Git.Objects.Read(sha)?.Type ?? "commit");
}
