using Platform.Local.Forge.Git;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Repositories;

/// <summary>Issues and pull requests by number, and what pull requests do by themselves when branches move.</summary>
internal static class PullRequests
{
    /// <summary>
    /// As on GitHub: commits that come to the head are the pull request's, without its head it is closed, and it is merged by
    /// whatever brings its head into the other branch.
    /// </summary>
    public static RepositoryData AfterMove(this RepositoryData data, BareRepository git, RefChange change, DateTimeOffset at) =>
        change.IsBranch && data.PullRequests.Any(pull => pull.IsOpen)
            ? data with { PullRequests = [.. data.PullRequests.Select(pull => AfterMove(pull, git, change, at))] }
            : data;

    public static RepositoryData WithPull(
        this RepositoryData data, int number, Func<PullRequestData, PullRequestData> change) =>
        data with { PullRequests = [.. data.PullRequests.Select(pull => pull.Number == number ? change(pull) : pull)] };

    public static RepositoryData WithIssue(this RepositoryData data, int number, Func<IssueData, IssueData> change) =>
        data with { Issues = [.. data.Issues.Select(issue => issue.Number == number ? change(issue) : issue)] };

    /// <summary>Of an issue or a pull request, whichever has the number; null when none has.</summary>
    public static ThreadData? ThreadOf(this RepositoryData data, long number) =>
        data.Issues.FirstOrDefault(issue => issue.Number == number)?.Thread
        ?? data.PullRequests.FirstOrDefault(pull => pull.Number == number)?.Thread;

    public static RepositoryData WithThread(
        this RepositoryData data, long number, DateTimeOffset at, Func<ThreadData, ThreadData> change) => data with
        {
            Issues =
            [
                .. data.Issues.Select(issue => issue.Number == number
                    ? issue with { Thread = change(issue.Thread), UpdatedAt = at }
                    : issue),
            ],
            PullRequests =
            [
                .. data.PullRequests.Select(pull => pull.Number == number
                    ? pull with { Thread = change(pull.Thread), UpdatedAt = at }
                    : pull),
            ],
        };

    private static PullRequestData AfterMove(
        PullRequestData pull, BareRepository git, RefChange change, DateTimeOffset at) => pull switch
        {
            { IsOpen: false } => pull,
            _ when pull.Head == change.ShortName => change.After is { } head
                ? pull with { HeadSha = head, UpdatedAt = at }
                : pull.Closed(at),
            _ when pull.Base == change.ShortName && change.After is { } after && git.IsFastForward(pull.HeadSha, after) =>
                pull.Merged(after, at),
            _ => pull,
        };
}
