using Platform.Core.Drift.Collection;
using Platform.Core.Drift.Findings;

namespace Platform.Core.Drift.Sweeps;

/// <summary>
/// The end of a sweep. What was verified is written down once for all of an organisation; what is gone is nobody's finding any
/// more; and whoever wants to hears of the end.
/// </summary>
public sealed class DriftConclusion(
    IDriftFacts facts, IFindingsLedger ledger, IDriftWorlds worlds, IEnumerable<IDriftListener> listeners)
{
    public async Task CloseAsync(DriftClose close, CancellationToken cancellationToken)
    {
        var plan = close.Plan;
        if (plan is { Complete: true } && plan.Repositories + plan.Absent.Count > 0)
        {
            await facts.RefreshAsync(
                plan.Organization, freshness => freshness.With(plan.At, plan.Absent, []), cancellationToken);
        }
    }

    /// <summary>After everything was judged: a repository that is gone has entities that say so, and no findings.</summary>
    public async Task EndAsync(
        DriftSweepEnd end, IReadOnlyList<string> organizations, CancellationToken cancellationToken)
    {
        foreach (var organization in end.IsWhole ? organizations : [])
        {
            var gone = (await facts.ListAsync(organization, cancellationToken)).Where(entry => entry.Listed.Gone);
            await ledger.RetireAsync(
                end.Sweep, [.. gone.Select(entry => $"repository:{entry.Id}")], "The repository is gone.", end.StartedAt,
                cancellationToken);
        }

        worlds.Forget(end.Sweep);
        foreach (var listener in listeners)
        {
            await listener.OnSweepEndedAsync(end, cancellationToken);
        }
    }
}
