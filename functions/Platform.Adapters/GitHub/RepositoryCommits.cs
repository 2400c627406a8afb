using Microsoft.Extensions.Options;
using Octokit;
using Platform.Adapters.GitHub.Reading;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;
using CommitRequest = Platform.Core.Scaffolding.Publishing.CommitRequest;

namespace Platform.Adapters.GitHub;

/// <summary>Commits and branches by git's data API.</summary>
internal sealed class RepositoryCommits : IRepositoryCommits
{
    private readonly ReadCalls _reads;
    private readonly Branches _branches;
    private readonly CommitWriter _commits;

    public RepositoryCommits(IGitHubClient client, IOptions<GitHubOptions> options, IBudgetWaits waits, TimeProvider clock)
    {
        var calls = GitHubCalls.Of(client, options.Value, waits, clock);
        _reads = ReadCalls.Of(client, options.Value, waits, clock);
        _branches = new(calls);
        _commits = new(calls);
    }

    public async Task<Result<BranchTip>> TipAsync(
        RepositoryName repository, string branch, CancellationToken cancellationToken)
    {
        var head = await _branches.FindHeadAsync(CallContext.For(repository), branch, cancellationToken);
        if (!head.IsOk || head.Value.Value is not { } sha)
        {
            return head.IsOk ? BranchTip.None : Result<BranchTip>.Failed(head.Problems);
        }

        var commit = await ReadAsync(repository, sha, cancellationToken);
        return commit.IsOk
            ? new BranchTip(sha, commit.Value.Message, commit.Value.Author.Email, commit.Value.Author.Date)
            : Result<BranchTip>.Failed(commit.Problems);
    }

    public Task<Result<string>> UploadBlobAsync(
        RepositoryName repository, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        _commits.UploadBlobAsync(CallContext.For(repository), content, cancellationToken);

    public async Task<Result<MadeCommit>> CommitAsync(
        RepositoryName repository, CommitRequest request, string parent, CancellationToken cancellationToken)
    {
        var onto = await ReadAsync(repository, parent, cancellationToken);
        if (!onto.IsOk)
        {
            return Result<MadeCommit>.Failed(onto.Problems);
        }

        var onTop = new CommitBase(parent, onto.Value.Tree.Sha);
        var about = CallContext.For(repository);
        var tree = await _commits.TreeAsync(about, request.Entries, onTop.Tree, cancellationToken);
        var commit = tree.IsOk
            ? await _commits.CommitAsync(about, request, tree.Value, [parent], cancellationToken)
            : tree;
        return commit.IsOk
            ? new MadeCommit(commit.Value, ChangesNothing: tree.Value == onTop.Tree)
            : Result<MadeCommit>.Failed(commit.Problems);
    }

    public async Task<Result<Unit>> MoveAsync(
        RepositoryName repository, string branch, string? from, string? to, CancellationToken cancellationToken)
    {
        var about = CallContext.For(repository);
        var head = await _branches.FindHeadAsync(about, branch, cancellationToken);
        if (!head.IsOk)
        {
            return Result<Unit>.Failed(head.Problems);
        }

        var there = head.Value.Value;
        if (there == to)
        {
            return Unit.Value;
        }

        if (there != from)
        {
            return new Problem(
                PullRequestProblems.BranchTaken,
                $"Somebody has made or moved branch {branch} of {repository}; it was left as it is.",
                "branch", there, from ?? "no such branch");
        }

        var moved = to is null ? await _branches.DeleteAsync(about, branch, cancellationToken)
            : there is null ? await _branches.CreateAsync(about, branch, to, cancellationToken)
            : await _branches.MoveAsync(about, branch, to, cancellationToken);
        if (!moved.IsOk)
        {
            return moved;
        }

        // Somebody may have made one of that name in between, and a replica may not have heard of ours.
        var now = await _branches.FindHeadAsync(about, branch, cancellationToken);
        return !now.IsOk ? Result<Unit>.Failed(now.Problems)
            : now.Value.Value == to ? Unit.Value
            : throw new TransientSourceControlException(
                GitHubProblems.NotReadableYet, $"where branch {branch} of {repository} was moved to can't be read yet");
    }

    private async Task<Result<WireCommit>> ReadAsync(
        RepositoryName repository, string sha, CancellationToken cancellationToken)
    {
        var read = await _reads.GetAsync<WireCommit>(
            CallContext.For(repository).To("read a commit"), GitHubRoutes.Of(repository, $"git/commits/{sha}"), null,
            cancellationToken);
        return !read.IsOk ? Result<WireCommit>.Failed(read.Problems)
            : read.Value.Body is { } commit ? commit
            : throw new TransientSourceControlException(
                GitHubProblems.NotReadableYet, $"commit {sha} of {repository} can't be read yet");
    }
}
