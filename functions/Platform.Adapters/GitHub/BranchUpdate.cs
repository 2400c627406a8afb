using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Adapters.GitHub;

/// <summary>Moves the default branch from GitHub's first commit to ours: the moment at which CI and webhooks start.</summary>
internal sealed class BranchUpdate(Branches branches)
{
    public async Task<Result<Unit>> PushAsync(RepositoryHandle handle, string commitSha, CancellationToken cancellationToken)
    {
        var head = await branches.FindHeadAsync(CallContext.For(handle), handle.DefaultBranch, cancellationToken);
        if (!head.IsOk)
        {
            return Result<Unit>.Failed(head.Problems);
        }

        return head.Value.Value switch
        {
            null => new Problem(
                GitHubProblems.BranchMissing,
                $"{handle.Repository} has no branch {handle.DefaultBranch} any more.",
                "branch",
                JsonValue.Create(handle.DefaultBranch)),
            var sha when sha == commitSha => Unit.Value,
            var sha when sha == handle.InitialSha =>
                await branches.MoveAsync(CallContext.For(handle), handle.DefaultBranch, commitSha, cancellationToken),
            var sha => new Problem(
                GitHubProblems.BranchMoved,
                $"Someone else pushed {sha} to {handle.DefaultBranch} of {handle.Repository}; it was left as it is.",
                "branch",
                JsonValue.Create(sha),
                handle.InitialSha),
        };
    }
}
