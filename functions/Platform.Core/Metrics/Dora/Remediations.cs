using Platform.Core.Metrics.Facts;

namespace Platform.Core.Metrics.Dora;

/// <summary>
/// Finds repairs in what was deployed: reverts blame the rollout that brought the original, hotfixes the latest before them that
/// isn't a rollback itself. A revert that came together with its original repaired nothing.
/// </summary>
internal sealed class Remediations(IReadOnlyList<Rollout> rollouts, CommitSets sets, SourceView source, DoraOptions options)
{
    private static readonly Dictionary<Change, Rollout?> None = [];

    private ILookup<string, Change>? _byTitle;

    public void Find(Rollbacks rollbacks)
    {
        var reverts = rollouts.Where(rollout => !rollout.IsBaseline).Select(rollout => (rollout, RevertsIn(rollout))).ToList();
        foreach (var (rollout, found) in reverts.Where(pair => pair.Item2.Count > 0))
        {
            rollout.BringsRevert = true;
            if (found.Count == rollout.Changes.Count)
            {
                rollout.Mark(RollbackKind.Revert);
            }
        }

        // From here on it is known which rollouts are rollbacks.
        rollbacks.BlameForDeclared(Before);
        foreach (var (rollout, found) in reverts)
        {
            foreach (var original in found.Values.Select(original => original ?? Before(rollout)).OfType<Rollout>())
            {
                rollout.Remedy(original);
            }

            if (!rollout.IsBaseline && rollout.Changes.Any(
                change => !found.ContainsKey(change) && IsHotfix(change)))
            {
                rollout.IsHotfix = true;
                if (Before(rollout) is { } failed)
                {
                    rollout.Remedy(failed);
                }
            }
        }
    }

    /// <returns>The reverts, each with the rollout of its original; null when the original is unknown.</returns>
    private Dictionary<Change, Rollout?> RevertsIn(Rollout rollout)
    {
        Dictionary<Change, Rollout?>? found = null;
        foreach (var change in rollout.Changes)
        {
            if (RevertSignals.Of(change) is not { } revert)
            {
                continue;
            }

            found ??= [];
            var (known, index) = Original(revert, change, rollout);
            if (!known)
            {
                found.Add(change, null);
            }
            else if (index is { } original && original < rollout.Index)
            {
                found.Add(change, rollouts[original]);
            }
        }

        return found ?? None;
    }

    private (bool Known, int? Index) Original(RevertOf revert, Change change, Rollout rollout)
    {
        if (revert.Sha is { } sha)
        {
            var commit = source.FindCommit(sha);
            var brought = commit is null ? null : source.ChangeOf(commit.Value.Commit.Sha);
            return (commit is not null, brought is null ? sets.RolloutOf(sha) : sets.RolloutOf(brought));
        }

        if (revert.Number is { } number)
        {
            var original = source.FindChange(revert.Repository ?? change.Repository, number);
            return (original is not null, original is null ? null : sets.RolloutOf(original));
        }

        _byTitle ??= source.Changes.Where(other => other.Title is not null).ToLookup(other => other.Title!);
        var titled = _byTitle[revert.Title!].Where(other => other != change).ToList();
        return (titled.Count > 0, titled.Select(sets.RolloutOf).Where(index => index <= rollout.Index).Max());
    }

    private bool IsHotfix(Change change) =>
        RevertSignals.Of(change) is null && RevertSignals.IsHotfix(change, options.HotfixWords);

    private Rollout? Before(Rollout rollout)
    {
        var index = rollout.Index - 1;
        while (index >= 0 && rollouts[index].IsRollback)
        {
            index--;
        }

        return index < 0 ? null : rollouts[index];
    }
}
