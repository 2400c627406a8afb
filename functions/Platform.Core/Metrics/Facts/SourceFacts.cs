using Platform.Core.Metrics.Events;

namespace Platform.Core.Metrics.Facts;

/// <summary>The commits and changes of one repository: a function of the set of its events.</summary>
public sealed class SourceFacts
{
    private readonly Dictionary<string, Commit> _commits;
    private readonly Dictionary<string, Change> _changes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Change> _changeOf = new(StringComparer.Ordinal);
    private string[]? _sorted;

    private SourceFacts(string repository, int events)
    {
        Repository = repository;
        _commits = new(events, StringComparer.Ordinal);
    }

    public string Repository { get; }

    public IReadOnlyCollection<Commit> Commits => _commits.Values;

    public IReadOnlyCollection<Change> Changes => _changes.Values;

    public static SourceFacts Of(string repository, IEnumerable<DeliveryEvent> events)
    {
        var sorted = EventOrder.Sort(events);
        var facts = new SourceFacts(repository, sorted.Count);
        foreach (var told in sorted)
        {
            facts.Tell(told);
        }

        facts.Join();
        return facts;
    }

    /// <param name="sha">May be abbreviated, as long as only one commit begins so.</param>
    public Commit? FindCommit(string sha)
    {
        if (_commits.TryGetValue(sha, out var commit) || sha.Length >= 40)
        {
            return commit;
        }

        _sorted ??= [.. _commits.Keys.Order(StringComparer.Ordinal)];
        var at = ~Array.BinarySearch(_sorted, sha, StringComparer.Ordinal);
        return at < _sorted.Length && _sorted[at].StartsWith(sha, StringComparison.Ordinal)
            && (at + 1 == _sorted.Length || !_sorted[at + 1].StartsWith(sha, StringComparison.Ordinal))
                ? _commits[_sorted[at]]
                : null;
    }

    public Change? FindChange(string number) => _changes.GetValueOrDefault(number);

    /// <returns>The change that brought a commit; null when it came by itself.</returns>
    public Change? ChangeOf(string sha) => _changeOf.GetValueOrDefault(sha);

    private void Tell(DeliveryEvent told)
    {
        switch (told.Notice)
        {
            case CommitsNotice pushed:
                TellCommits(pushed.Commits, told);
                break;
            case ChangeNotice notice:
                TellCommits(notice.Commits, told);
                if (!_changes.TryGetValue(notice.Number, out var change))
                {
                    _changes.Add(notice.Number, change = new(Repository, notice.Number));
                }

                change.Tell(notice, told.At);
                if (notice.Phase == ChangePhase.Merged && notice.MergeCommitSha is { } merge)
                {
                    Know(merge).IsKnownSince(told.At);
                }

                break;
        }
    }

    private void TellCommits(IReadOnlyList<CommitNotice> commits, DeliveryEvent told)
    {
        foreach (var commit in commits)
        {
            Know(commit.Sha).Tell(commit, told);
        }
    }

    private Commit Know(string sha)
    {
        if (!_commits.TryGetValue(sha, out var commit))
        {
            _commits.Add(sha, commit = new(sha));
        }

        return commit;
    }

    // A commit that several changes list belongs to the one with the smallest number, whatever came first.
    private void Join()
    {
        _changeOf.EnsureCapacity(_changes.Count * 2);
        foreach (var change in _changes.Values.OrderBy(change => change.Number, StringComparer.Ordinal))
        {
            foreach (var sha in change.Commits)
            {
                Brings(change, sha);
            }

            Brings(change, change.HeadSha);
            Brings(change, change.MergeCommitSha);

            if (change is { MergeCommitSha: { } merge, HeadSha: { } head } && merge != head
                && _commits.TryGetValue(merge, out var commit))
            {
                commit.Merges(head);
            }
        }
    }

    private void Brings(Change change, string? sha)
    {
        if (sha is not null)
        {
            _changeOf.TryAdd(sha, change);
        }
    }
}
