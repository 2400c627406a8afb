using System.Collections.Immutable;

namespace Platform.Local.Forge.State;

/// <summary>A pull request between two branches of one repository; the forge has no forks.</summary>
/// <param name="HeadSha">Where the branch is, or was when the pull request was closed.</param>
/// <param name="BaseSha">Where the other branch was when the pull request was made.</param>
internal sealed record PullRequestData(
    long Id,
    int Number,
    string Title,
    string? Body,
    string Head,
    string HeadSha,
    string Base,
    string BaseSha,
    bool Draft,
    DateTimeOffset CreatedAt)
{
    public DateTimeOffset UpdatedAt { get; init; } = CreatedAt;

    public DateTimeOffset? ClosedAt { get; init; }

    public DateTimeOffset? MergedAt { get; init; }

    /// <value>The commit that brought it into the other branch.</value>
    public string? MergeCommit { get; init; }

    public ThreadData Thread { get; init; } = new();

    /// <value>Logins of those who were asked for a review.</value>
    public ImmutableArray<string> Reviewers { get; init; } = [];

    /// <value>Slugs of the teams that were asked for one.</value>
    public ImmutableArray<string> TeamReviewers { get; init; } = [];

    /// <value>The oldest first.</value>
    public ImmutableArray<ReviewData> Reviews { get; init; } = [];

    public bool IsOpen => ClosedAt is null;

    public PullRequestData Closed(DateTimeOffset at) => this with { ClosedAt = at, UpdatedAt = at };

    public PullRequestData Merged(string commit, DateTimeOffset at) => Closed(at) with { MergedAt = at, MergeCommit = commit };
}
