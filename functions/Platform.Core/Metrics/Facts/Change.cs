using Platform.Core.Catalog;
using Platform.Core.Metrics.Events;

namespace Platform.Core.Metrics.Facts;

/// <summary>A change (pull request) as all events together tell it, or a commit that came without one.</summary>
public sealed class Change(string repository, string number)
{
    private readonly List<string> _commits = [];
    private List<(string? Reviewer, DateTimeOffset At)>? _reviews;
    private bool _isWithReviewers;

    public string Repository { get; } = repository;

    public string Number { get; } = number;

    /// <value>True for a commit that no change brought; its number is its SHA.</value>
    public bool IsDirect { get; private init; }

    public EntityRef? Component { get; private set; }

    public DateTimeOffset? CreatedAt { get; private set; }

    public DateTimeOffset? ReadyAt { get; private set; }

    public DateTimeOffset? FirstReviewAt { get; private set; }

    public DateTimeOffset? MergedAt { get; private set; }

    public DateTimeOffset? AbandonedAt { get; private set; }

    public IReadOnlyList<string> Commits => _commits;

    public string? HeadSha { get; private set; }

    public string? MergeCommitSha { get; private set; }

    public string? HeadRef { get; private set; }

    public string? Title { get; private set; }

    public string? Description { get; private set; }

    public IReadOnlyList<string> Labels { get; private set; } = [];

    public IReadOnlyList<string> Flags { get; private set; } = [];

    public string? Author { get; private set; }

    public ActorType Actor { get; private set; }

    /// <value>By somebody else than the author, in order.</value>
    public IReadOnlyList<(string? Reviewer, DateTimeOffset At)> Reviews => _reviews ?? [];

    /// <value>How often it went from the author to reviewers, and back.</value>
    public int Handoffs { get; private set; }

    /// <value>Lines that were added and removed; null when nobody told.</value>
    public int? Size { get; private set; }

    public string Key => Repository.Length == 0 ? Number : $"{Repository}#{Number}";

    /// <summary>A commit that went to the branch by itself.</summary>
    internal static Change Direct(string repository, Commit commit) => new(repository, commit.Sha)
    {
        IsDirect = true,
        HeadSha = commit.Sha,
        Title = commit.Message?.Split('\n')[0],
        Description = commit.Message,
        Actor = commit.Actor,
    };

    /// <summary>Adds what a notice says. To be called in the order of the events: later words replace earlier ones.</summary>
    internal void Tell(ChangeNotice notice, DateTimeOffset at)
    {
        switch (notice.Phase)
        {
            case ChangePhase.Created:
                CreatedAt ??= at;
                break;
            case ChangePhase.Reviewed when notice.Reviewer is null || notice.Reviewer != (notice.Author ?? Author):
                FirstReviewAt ??= at;
                (_reviews ??= []).Add((notice.Reviewer, at));
                HandOver(toReviewers: true);
                break;
            case ChangePhase.Updated:
                HandOver(toReviewers: false);
                break;
            case ChangePhase.Merged:
                MergedAt ??= at;
                break;
            case ChangePhase.Abandoned:
                AbandonedAt = at;
                break;
        }

        if (!notice.Draft && (notice.Phase is ChangePhase.Created or ChangePhase.Updated))
        {
            ReadyAt ??= at;
        }

        Size = notice.Size ?? Size;
        Component = notice.Component ?? Component;
        HeadSha = notice.HeadSha ?? HeadSha;
        MergeCommitSha = notice.MergeCommitSha ?? MergeCommitSha;
        HeadRef = notice.HeadRef ?? HeadRef;
        Title = notice.Title ?? Title;
        Description = notice.Description ?? Description;
        Labels = notice.Labels ?? Labels;
        Flags = notice.Flags ?? Flags;
        Author = notice.Author ?? Author;
        Actor = notice.Actor > Actor ? notice.Actor : Actor;
        foreach (var commit in notice.Commits)
        {
            if (!_commits.Contains(commit.Sha))
            {
                _commits.Add(commit.Sha);
            }
        }
    }

    private void HandOver(bool toReviewers)
    {
        Handoffs += _isWithReviewers == toReviewers ? 0 : 1;
        _isWithReviewers = toReviewers;
    }
}
