using System.Net;
using Octokit;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Adapters.GitHub;

/// <summary>Reads and moves branches.</summary>
internal sealed class Branches(GitHubCalls calls)
{
    /// <returns>The SHA of the branch's head; nothing when there is no such branch, or not yet.</returns>
    public async Task<Result<Found<string>>> FindHeadAsync(
        CallContext about, string branch, CancellationToken cancellationToken)
    {
        var found = await calls.FindAsync(
            about.To($"read branch {branch}"),
            async github => (await github.Connection.Get<Reference>(GitHubRoutes.Branch(about.Repository!, branch), null)).Body,
            cancellationToken);
        return found.IsOk ? new Found<string>(found.Value.Value?.Object.Sha) : Result<Found<string>>.Failed(found.Problems);
    }

    /// <summary>The same for any repository, where a missing branch is the caller's mistake.</summary>
    public async Task<Result<string>> GetHeadAsync(RepositoryName repository, string branch, CancellationToken cancellationToken)
    {
        var found = await calls.FindAsync(
            new CallContext($"read branch {branch}", repository),
            async github => (await github.Connection.Get<Reference>(GitHubRoutes.Branch(repository, branch), null)).Body,
            cancellationToken);
        return !found.IsOk ? Result<string>.Failed(found.Problems)
            : found.Value.Value?.Object.Sha is { } sha ? sha
            : new Problem(GitHubProblems.BranchMissing, $"{repository} has no branch {branch}.", "branch", branch);
    }

    public Task<Result<Unit>> CreateAsync(
        CallContext about, string branch, string sha, CancellationToken cancellationToken) => calls.EnsureAsync(
            about.To($"create branch {branch}"),
            github => github.Git.Reference.Create(
                about.Repository!.Owner, about.Repository!.Name, new NewReference($"refs/heads/{branch}", sha)),
            cancellationToken);

    public Task<Result<Unit>> MoveAsync(
        CallContext about, string branch, string sha, CancellationToken cancellationToken) => calls.RunAsync(
            about.To($"move branch {branch}"),

            // Forced: our root commit does not descend from the one that GitHub made at creation.
            github => github.Git.Reference.Update(
                about.Repository!.Owner, about.Repository!.Name, $"heads/{branch}", new(sha, force: true)) as Task,
            cancellationToken);

    /// <summary>A branch that is not there counts as deleted.</summary>
    public Task<Result<Unit>> DeleteAsync(
        CallContext about, string branch, CancellationToken cancellationToken) => calls.RunAsync(
        about.To($"delete branch {branch}"),
        async github =>
        {
            try
            {
                await github.Git.Reference.Delete(about.Repository!.Owner, about.Repository!.Name, $"heads/{branch}");
            }
            catch (ApiException e) when (e.StatusCode == HttpStatusCode.UnprocessableEntity
                && e.ApiError?.Message?.Contains("protected", StringComparison.OrdinalIgnoreCase) != true)
            {
                // An earlier attempt was here.
            }
        },
        cancellationToken);
}
