using Platform.Adapters.GitHub.Reading;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;

namespace Platform.Adapters.GitHub.PullRequests;

/// <summary>Brings a branch of ours to one commit on top of another branch.</summary>
internal sealed class ProposedBranch(ReadCalls reads, Branches branches, CommitWriter commits)
{
    public async Task<Result<Unit>> PushAsync(CallContext about, BranchChange change, CancellationToken cancellationToken)
    {
        var into = await branches.FindHeadAsync(about, change.Into, cancellationToken);
        var there = await branches.FindHeadAsync(about, change.Branch, cancellationToken);
        if (!into.IsOk || !there.IsOk)
        {
            return Result<Unit>.Failed([.. into.Problems, .. there.Problems]);
        }

        var target = into.Value.Value ?? throw NotYet(about, $"branch {change.Into}");

        var known = there.Value.Value is { } head ? await CommitAsync(about, head, cancellationToken) : null;
        if (known is { IsOk: false })
        {
            return Result<Unit>.Failed(known.Problems);
        }

        if (known is not null && !IsOurs(known.Value!, change.Commit))
        {
            return new Problem(
                PullRequestProblems.BranchTaken,
                $"{about.Repository} has a branch {change.Branch} that somebody else has made or added to.",
                "branch", change.Branch, "no such branch");
        }

        var onto = await CommitAsync(about, target, cancellationToken);
        if (!onto.IsOk)
        {
            return Result<Unit>.Failed(onto.Problems);
        }

        var commit = await commits.CommitAsync(
            about, change.Commit, new(target, onto.Value.Tree.Sha), cancellationToken);
        return !commit.IsOk ? Result<Unit>.Failed(commit.Problems)
            : commit.Value == there.Value.Value ? Unit.Value
            : await MoveAsync(about, change.Branch, commit.Value, isThere: known is not null, cancellationToken);
    }

    private async Task<Result<Unit>> MoveAsync(
        CallContext about, string branch, string sha, bool isThere, CancellationToken cancellationToken)
    {
        var moved = isThere
            ? await branches.MoveAsync(about, branch, sha, cancellationToken)
            : await branches.CreateAsync(about, branch, sha, cancellationToken);
        if (!moved.IsOk)
        {
            return moved;
        }

        // Somebody may have made one of that name in between, and a replica may not have heard of ours.
        var now = await branches.FindHeadAsync(about, branch, cancellationToken);
        return !now.IsOk ? Result<Unit>.Failed(now.Problems)
            : now.Value.Value == sha ? Unit.Value
            : throw NotYet(about, $"our commit on branch {branch}");
    }

    private async Task<Result<WireCommit>> CommitAsync(CallContext about, string sha, CancellationToken cancellationToken)
    {
        var read = await reads.GetAsync<WireCommit>(
            about.To("read a commit"), GitHubRoutes.Of(about.Repository!, $"git/commits/{sha}"), null, cancellationToken);
        return !read.IsOk ? Result<WireCommit>.Failed(read.Problems)
            : read.Value.Body is { } commit ? commit
            : throw NotYet(about, $"commit {sha}");
    }

    private static TransientSourceControlException NotYet(CallContext about, string what) =>
        new(GitHubProblems.NotReadableYet, $"{what} of {about.Repository} can't be read yet");

    /// <summary>The last commit, at least, is ours: nobody has added to it.</summary>
    private static bool IsOurs(WireCommit commit, CommitRequest ours) =>
        commit.Message.Trim() == ours.Message.Trim() && commit.Author.Email == ours.AuthorEmail;
}
