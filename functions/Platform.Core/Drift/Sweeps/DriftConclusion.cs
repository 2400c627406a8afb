using Platform.Core.Drift.Collection;
using Platform.Core.Drift.Findings;
using Platform.Core.Drift.Rules;

namespace Platform.Core.Drift.Sweeps;

/// <summary>
/// The end of a sweep. What was verified is written down once for all of an organisation; what is gone is nobody's finding any
/// more; and whoever wants to hears of the end.
/// </summary>
public sealed class DriftConclusion(
    IDriftFacts facts, IFindingsLedger ledger, IFindings findings, IDriftWorlds worlds, IEnumerable<IDriftListener> listeners)
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

    /// <summary>
    /// After everything was judged: a repository that is gone has entities that say so, and no findings; neither have an entity
    /// that left the catalog and a service that was registered.
    /// </summary>
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

        if (end.IsWhole)
        {
            await RetireUnseenAsync(end, organizations, cancellationToken);
        }

        worlds.Forget(end.Sweep);
        foreach (var listener in listeners)
        {
            await listener.OnSweepEndedAsync(end, cancellationToken);
        }
    }

    private async Task RetireUnseenAsync(
        DriftSweepEnd end, IReadOnlyList<string> organizations, CancellationToken cancellationToken)
    {
        var world = await worlds.GetAsync(end.Sweep, organizations, end.StartedAt, cancellationToken);
        var services = world.Services.Select(service => service.Key).ToHashSet(StringComparer.Ordinal);
        var (left, registered) = (new List<string>(), new List<string>());
        await foreach (var record in findings.SubjectsAsync(null, cancellationToken))
        {
            // Who has neither is retired already.
            if (record.Open == 0 && record.Rules.Count == 0)
            {
                continue;
            }

            var (kind, canonical) = (record.Subject.Kind, record.Subject.Key[(record.Subject.Key.IndexOf(':') + 1)..]);
            if (kind == SubjectKind.Entity && IsKnown(world, FactNames.Catalog) && world.Find(canonical) is null)
            {
                left.Add(record.Subject.Key);
            }
            else if (kind == SubjectKind.Service && IsKnown(world, FactNames.Catalog) && IsKnown(world, FactNames.Deployments)
                && !services.Contains(canonical))
            {
                registered.Add(record.Subject.Key);
            }
        }

        await ledger.RetireAsync(
            end.Sweep, left, "The entity is not in the catalog any more.", end.StartedAt, cancellationToken);
        await ledger.RetireAsync(
            end.Sweep, registered, "The service is in the catalog, or is deployed no more.", end.StartedAt, cancellationToken);
    }

    private static bool IsKnown(DriftWorld world, string part) => world.Part(part) is { IsComplete: true };
}
