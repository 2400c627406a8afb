using Octokit;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Adapters.GitHub.Undo;

/// <summary>
/// Finds the repository to take back, and does not believe too early that there is none: a young repository may be late, and a
/// replica may not have it. One that was readable before is gone when several looks in a row say so.
/// </summary>
internal sealed class RepositorySearch(GitHubCalls calls, GitHubErrors errors, TimeProvider clock)
{
    private const int Looks = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public async Task<Result<Found<Repository>>> FindAsync(UndoRequest request, CancellationToken cancellationToken)
    {
        var context = new CallContext("find the repository", request.Repository, request.TaskId, request.Handle?.CreatedAt);
        var wasSeen = request.Handle?.InitialSha is not null;
        for (var look = 1; ; look++)
        {
            var found = await calls.RunAsync(
                context, github => LookAsync(github, request.Repository, wasSeen || !errors.IsYoung(context)), cancellationToken);
            if (!found.IsOk || found.Value.Value is not null || look == Looks)
            {
                return found;
            }

            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    private static async Task<Found<Repository>> LookAsync(IGitHubClient github, RepositoryName name, bool absenceIsAnAnswer)
    {
        try
        {
            return new(await github.Repository.Get(name.Owner, name.Name));
        }
        catch (NotFoundException) when (absenceIsAnAnswer)
        {
            return new(null);
        }
    }
}
