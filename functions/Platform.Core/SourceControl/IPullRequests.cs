using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.SourceControl;

/// <summary>
/// Proposes changes to repositories that are somebody else's: a branch, and a pull request for it. Each method finds before it
/// creates, so that it may be repeated after whatever has happened to the last attempt. What is final is a problem with a stable
/// code; what may pass by itself is thrown as a <see cref="TransientSourceControlException"/>.
/// </summary>
public interface IPullRequests
{
    /// <returns>All of a branch, also those that were closed; the newest first.</returns>
    Task<Result<IReadOnlyList<PullRequest>>> ListAsync(
        RepositoryName repository, string branch, CancellationToken cancellationToken);

    /// <summary>
    /// Brings a branch to one commit on top of another branch. One that an earlier attempt left is brought up to date; one that
    /// somebody else has made or added to is a problem, <see cref="PullRequestProblems.BranchTaken"/>.
    /// </summary>
    Task<Result<Unit>> PushAsync(RepositoryName repository, BranchChange change, CancellationToken cancellationToken);

    /// <returns>The open one of that branch, when there is one already.</returns>
    Task<Result<PullRequest>> OpenAsync(
        RepositoryName repository, ProposedPullRequest pull, CancellationToken cancellationToken);

    /// <summary>Says why, once, closes it, and deletes its branch.</summary>
    /// <param name="branch">Null leaves the branch.</param>
    /// <param name="comment">The same text at every attempt.</param>
    Task<Result<Unit>> CloseAsync(
        RepositoryName repository, int number, string? branch, string comment, CancellationToken cancellationToken);

    /// <summary>Gives it another title and text.</summary>
    Task<Result<Unit>> ChangeAsync(
        RepositoryName repository, int number, string title, string body, CancellationToken cancellationToken);

    /// <summary>Asks for reviews, and says whose work it is; who was asked before stays asked.</summary>
    Task<Result<Unit>> AskAsync(
        RepositoryName repository, int number, PullRequestPeople people, CancellationToken cancellationToken);
}

public sealed record PullRequest(int Number, Uri HtmlUrl, bool IsOpen, bool IsMerged);

/// <param name="Into">The branch that the change is for.</param>
/// <param name="Commit">Its message and author are how a later attempt knows the branch as ours.</param>
public sealed record BranchChange(string Branch, string Into, CommitRequest Commit);

/// <param name="IsDraft">Nobody can merge it before somebody says that it is ready; where the host has drafts.</param>
public sealed record ProposedPullRequest(string Branch, string Into, string Title, string Body, bool IsDraft);

/// <param name="Teams">Their slugs.</param>
public sealed record PullRequestPeople(
    IReadOnlyList<string> Reviewers, IReadOnlyList<string> Teams, IReadOnlyList<string> Assignees);

public static class PullRequestProblems
{
    public const string BranchTaken = "branch-taken";
}
