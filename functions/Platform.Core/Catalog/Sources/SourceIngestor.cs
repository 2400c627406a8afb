using Platform.Core.Access;
using Platform.Core.Catalog.Claims;
using Platform.Core.Catalog.Ingestion;

namespace Platform.Core.Catalog.Sources;

/// <summary>
/// Brings the catalog up to date with readings of sources. Every document is judged by itself: the valid ones are stored, the
/// problems of the others go to the report of their location, and what they described before stays.
/// </summary>
public sealed class SourceIngestor(
    DescriptorReading reading,
    ISourceRecords records,
    IEntityClaims claims,
    IHeldRemovals held,
    ILocationReports reports,
    IFreshness freshness,
    IEnumerable<ICatalogListener> listeners,
    RemovalOptions removals,
    AuditTrail audit)
{
    public const string OwnedElsewhere = "entity-owned-elsewhere";

    private const int ReadAtOnce = 4;

    /// <summary>Repeating a call is harmless.</summary>
    /// <param name="readings">Of one origin; of a source that occurs twice the last one counts. One call for a whole push or
    /// chunk of a sweep: what moves from one source to another within it stays the same entity.</param>
    public async Task<IngestReport> IngestAsync(
        IReadOnlyList<SourceReading> readings, IngestOptions options, CancellationToken cancellationToken)
    {
        var planning = new SourcePlanning(reading, removals, await reading.KindsAsync(cancellationToken), options);
        SourceReading[] each = [.. readings.GroupBy(one => one.Source, StringComparer.Ordinal).Select(same => same.Last())];
        var known = await KnownAsync(each, options, cancellationToken);
        var plans = new SourcePlan[each.Length];
        // Reading texts is work for the processor, and now and then a wait for what a placeholder names.
        var limit = new ParallelOptions { MaxDegreeOfParallelism = ReadAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, each.Length, limit, async (index, token) =>
            plans[index] = await planning.PlanAsync(each[index], known.GetValueOrDefault(each[index].Source), token));

        if (options.DryRun)
        {
            return await TryAsync(plans, options, cancellationToken);
        }

        var tally = await new SourceCommit(records, claims, held, removals).RunAsync(
            plans,
            options,
            (one, manifest) => planning.PlanAsync(one, manifest, cancellationToken),
            written => TellAsync(written, options, cancellationToken),
            cancellationToken);
        return tally.ToReport();
    }

    /// <summary>What was read is going to be saved, and who saves finds out what is there already.</summary>
    private Task<IReadOnlyDictionary<string, SourceManifest>> KnownAsync(
        IReadOnlyList<SourceReading> readings, IngestOptions options, CancellationToken cancellationToken)
    {
        string[] names = [.. readings.Select(one => one.Source)];
        return !options.DryRun && readings.All(one => one.State == SourceState.Read)
            ? records.GuessAsync(names, cancellationToken)
            : records.FindAsync(names, cancellationToken);
    }

    private async Task<IngestReport> TryAsync(
        IReadOnlyList<SourcePlan> plans, IngestOptions options, CancellationToken cancellationToken)
    {
        var (final, waiting) = await new RemovalBrake(records, claims, removals).ApplyAsync(plans, options, cancellationToken);
        var changes = EntitySteps.Of(final, options);
        var states = await claims.FindStatesAsync([.. changes.Select(change => change.Ref)], cancellationToken);
        var tally = new IngestTally(final, [.. states.Zip(changes, ClaimRules.Apply)], waiting);
        return tally.ToReport() with { Entities = [.. final.SelectMany(plan => plan.Describes)] };
    }

    private async Task TellAsync(IngestTally tally, IngestOptions options, CancellationToken cancellationToken)
    {
        var writes = tally.Writes(options.At);
        if (writes.Count > 0)
        {
            foreach (var listener in listeners)
            {
                await listener.OnWrittenAsync(writes, cancellationToken);
            }
        }

        await new SourceReports(reports).WriteAsync(tally, options, cancellationToken);
        await VerifyAsync(tally, options, cancellationToken);
        await new IngestAudit(audit).RecordAsync(tally, options, cancellationToken);
    }

    /// <summary>
    /// A sweep records its chunks itself, and a copy verifies nothing. Entities that were written have the time in their rows.
    /// </summary>
    private async Task VerifyAsync(IngestTally tally, IngestOptions options, CancellationToken cancellationToken)
    {
        if (options.Cause is IngestCause.Sweep or IngestCause.People or IngestCause.Import)
        {
            return;
        }

        var unchanged = tally.Writes(options.At).Where(write => write.Outcome == CatalogWriteOutcome.Unchanged)
            .Select(write => write.Write.Entity.Source).ToHashSet(StringComparer.Ordinal);
        foreach (var plan in tally.Plans.Where(plan => plan.IsVerified || unchanged.Contains(plan.Source)))
        {
            var origin = options.Origin ?? plan.Known?.Origin ?? string.Empty;
            await freshness.RecordAsync(new(origin, plan.Source, plan.Source, options.At, []), cancellationToken);
        }
    }
}
