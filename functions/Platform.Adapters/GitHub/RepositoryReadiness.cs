using Octokit;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using RepositoryRequest = Platform.Core.Scaffolding.Publishing.RepositoryRequest;

namespace Platform.Adapters.GitHub;

/// <summary>
/// GitHub answers "created" seconds before git data can be written. The default branch's head is what tells: a repository that
/// answers GET may still refuse trees.
/// </summary>
internal sealed class RepositoryReadiness(
    GitHubCalls calls, Branches branches, InitialCommit initialCommit, TimeSpan timeout, TimeProvider clock)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    public async Task<Result<RepositoryHandle>> WaitAsync(
        RepositoryRequest request, RepositoryHandle handle, CancellationToken cancellationToken)
    {
        // An earlier attempt may have switched to the wanted branch and deleted the first one.
        var head = await WaitForHeadAsync(handle, request.DefaultBranch, cancellationToken);
        if (!head.IsOk)
        {
            return Result<RepositoryHandle>.Failed(head.Problems);
        }

        var (branch, sha) = head.Value;
        var initial = await initialCommit.IsAsync(handle, sha, cancellationToken);
        if (!initial.IsOk)
        {
            return Result<RepositoryHandle>.Failed(initial.Problems);
        }

        var ready = handle with { InitialSha = initial.Value ? sha : null };
        return handle.DefaultBranch == request.DefaultBranch
            ? ready
            : await SwitchAsync(ready, request.DefaultBranch, branch, sha, cancellationToken);
    }

    private async Task<Result<(string Branch, string Sha)>> WaitForHeadAsync(
        RepositoryHandle handle, string wanted, CancellationToken cancellationToken)
    {
        var deadline = clock.GetUtcNow() + timeout;
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            foreach (var branch in new[] { wanted, handle.DefaultBranch }.Distinct())
            {
                var head = await TryFindHeadAsync(handle, branch, cancellationToken);
                if (!head.IsOk)
                {
                    return Result<(string, string)>.Failed(head.Problems);
                }

                if (head.Value.Value is { } sha)
                {
                    return (branch, sha);
                }
            }

            if (clock.GetUtcNow() + pause > deadline)
            {
                throw new TransientSourceControlException(
                    GitHubProblems.NotReadableYet, $"{handle.Repository} could not be read for {timeout.TotalSeconds:0} s");
            }

            await Task.Delay(pause, clock, cancellationToken);
        }
    }

    private async Task<Result<Found<string>>> TryFindHeadAsync(
        RepositoryHandle handle, string branch, CancellationToken cancellationToken)
    {
        try
        {
            return await branches.FindHeadAsync(CallContext.For(handle), branch, cancellationToken);
        }
        catch (TransientSourceControlException e) when (e.Code != GitHubProblems.RateLimited)
        {
            return new Found<string>(null);
        }
    }

    private async Task<Result<RepositoryHandle>> SwitchAsync(
        RepositoryHandle handle, string wanted, string headBranch, string sha, CancellationToken cancellationToken)
    {
        var (owner, name) = (handle.Repository.Owner, handle.Repository.Name);
        if (headBranch != wanted)
        {
            var created = await branches.CreateAsync(CallContext.For(handle), wanted, sha, cancellationToken);
            if (!created.IsOk)
            {
                return Result<RepositoryHandle>.Failed(created.Problems);
            }
        }

        var switched = await calls.RunAsync(
            CallContext.For(handle, $"make {wanted} the default branch"),
            github => github.Repository.Edit(owner, name, new RepositoryUpdate { Name = name, DefaultBranch = wanted }),
            cancellationToken);
        if (!switched.IsOk)
        {
            return Result<RepositoryHandle>.Failed(switched.Problems);
        }

        var deleted = await branches.DeleteAsync(CallContext.For(handle), handle.DefaultBranch, cancellationToken);
        return deleted.IsOk ? handle with { DefaultBranch = wanted } : Result<RepositoryHandle>.Failed(deleted.Problems);
    }
}
