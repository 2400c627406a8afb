using Platform.Core.Catalog;
using Platform.Core.Metrics.Facts;

namespace Platform.Core.Metrics.Dora;

/// <summary>
/// What each rollout brought that had never been in production: the commits that can be reached from it, less all that could be
/// reached before. What is reachable from a deployed commit is deployed too, so no commit is visited twice.
/// </summary>
internal sealed class CommitSets(EntityRef component, SourceView source, ComponentPaths paths)
{
    private const int BeforeTheFirst = -1;

    private readonly Dictionary<string, int> _deployedBy =
        new(source.Sources.Sum(facts => facts.Commits.Count), StringComparer.Ordinal);

    private readonly Dictionary<Change, int> _rolloutOf = [];
    private readonly HashSet<string> _revisions = new(StringComparer.Ordinal);
    private readonly Stack<string> _open = new();

    public void Fill(IReadOnlyList<Rollout> rollouts)
    {
        foreach (var rollout in rollouts)
        {
            Fill(rollout);
        }
    }

    /// <returns>The rollout that brought a commit; null when none did, or when it was there before the first.</returns>
    public int? RolloutOf(string sha) =>
        _deployedBy.TryGetValue(FullName(sha), out var index) && index != BeforeTheFirst ? index : null;

    public int? RolloutOf(Change change) => _rolloutOf.TryGetValue(change, out var index) ? index : null;

    /// <returns>The component's merged changes, with the rollouts that brought them.</returns>
    public IEnumerable<MergedChange> Merged() => source.Sources.SelectMany(
        facts => facts.Changes.Where(change => change.MergedAt is not null && IsOurs(facts, change)),
        (_, change) => new MergedChange(change, change.MergedAt!.Value, RolloutOf(change)));

    /// <returns>The component's changes that are under way.</returns>
    public IEnumerable<Change> Unmerged() => source.Sources.SelectMany(
        facts => facts.Changes.Where(change => change is { MergedAt: null, AbandonedAt: null } && IsOurs(facts, change)));

    private void Fill(Rollout rollout)
    {
        var sets = rollout.Deployments[0].ChangeSets;
        foreach (var set in sets)
        {
            if (set.PreviousCommitSha is { } before)
            {
                Reach(before, BeforeTheFirst);
            }
        }

        var isNew = rollout.Revision is { } revision && _revisions.Add(revision);
        var commits = new List<(SourceFacts Source, Commit Commit)>(2);
        string[] shas = [.. sets.Select(set => set.CommitSha).OfType<string>()];
        var unknown = 0;
        foreach (var sha in shas)
        {
            var known = source.FindCommit(sha) is not null;
            unknown += !known && !_deployedBy.ContainsKey(sha) ? 1 : 0;
            rollout.IsResolved = known && (rollout.IsResolved || sha == shas[0]);
            commits.AddRange(Reach(sha, rollout.Index));
        }

        rollout.IsNew = shas.Length == 0
            ? isNew
            : unknown > 0 || (paths.IsWhole ? commits.Count > 0 : commits.Exists(Touches));
        rollout.Changes = ChangesOf(rollout, commits);
    }

    private List<(SourceFacts Source, Commit Commit)> Reach(string sha, int index)
    {
        var found = new List<(SourceFacts, Commit)>(2);
        _open.Push(sha);
        while (_open.TryPop(out var next))
        {
            var known = source.FindCommit(next);
            if (_deployedBy.TryAdd(known?.Commit.Sha ?? next, index) && known is { } reached)
            {
                found.Add(reached);
                foreach (var parent in reached.Commit.Parents)
                {
                    _open.Push(parent);
                }
            }
        }

        return found;
    }

    private List<Change> ChangesOf(Rollout rollout, List<(SourceFacts Source, Commit Commit)> commits)
    {
        var changes = new List<Change>(1);
        foreach (var (facts, commit) in commits)
        {
            var change = facts.ChangeOf(commit.Sha);
            if (change is null)
            {
                // A merge by itself brings nothing of its own.
                if (commit.Parents.Count < 2 && paths.Touches([commit]))
                {
                    changes.Add(Change.Direct(facts.Repository, commit));
                }
            }
            else if (IsJoint(change, commit.Sha) && IsOurs(facts, change) && _rolloutOf.TryAdd(change, rollout.Index))
            {
                changes.Add(change);
            }
        }

        changes.Sort((left, right) => string.CompareOrdinal(left.Key, right.Key));
        return changes;
    }

    // A deployed squash or merge shows as the merge commit, a deployed branch as its head.
    private static bool IsJoint(Change change, string sha) => change switch
    {
        { MergeCommitSha: null, HeadSha: null } => true,
        _ => sha == change.MergeCommitSha || sha == change.HeadSha,
    };

    private bool IsOurs(SourceFacts facts, Change change) =>
        (change.Component is null || change.Component == component)
        && (paths.IsWhole || paths.Touches(CommitsOf(facts, change)));

    private bool Touches((SourceFacts Source, Commit Commit) found) => paths.Touches(
        found.Source.ChangeOf(found.Commit.Sha) is { } change ? CommitsOf(found.Source, change) : [found.Commit]);

    private static IEnumerable<Commit> CommitsOf(SourceFacts facts, Change change) => change.Commits
        .Append(change.HeadSha).Append(change.MergeCommitSha).OfType<string>().Select(facts.FindCommit).OfType<Commit>();

    private string FullName(string sha) => source.FindCommit(sha)?.Commit.Sha ?? sha;
}
