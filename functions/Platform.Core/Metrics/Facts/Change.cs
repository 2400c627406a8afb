using Platform.Core.Catalog;
using Platform.Core.Metrics.Events;

namespace Platform.Core.Metrics.Facts;

/// <summary>A change (pull request) as all events together tell it, or a commit that came without one.</summary>
public sealed class Change(string repository, string number)
{
    private readonly List<string> _commits = [];

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
}
