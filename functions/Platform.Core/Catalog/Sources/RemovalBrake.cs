using Platform.Core.Catalog.Claims;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Sources;

/// <summary>
/// Stops a call that would remove suspiciously much: more often than not the listing was wrong, not the catalog. What another
/// source takes over doesn't count.
/// </summary>
internal sealed class RemovalBrake(ISourceRecords records, IEntityClaims claims, RemovalOptions limits)
{
    public const string Group = "held-";

    /// <returns>The plans, without the removals of those that have to wait.</returns>
    public async Task<(IReadOnlyList<SourcePlan> Plans, IReadOnlyList<HeldRemoval> Held)> ApplyAsync(
        IReadOnlyList<SourcePlan> plans, IngestOptions options, CancellationToken cancellationToken)
    {
        if (options.IsConfirmed || plans.Sum(plan => plan.Releases.Count) < limits.BrakeMinimum)
        {
            return (plans, []);
        }

        var removed = await RemovedAsync(plans, options, cancellationToken);
        if (removed < limits.BrakeMinimum)
        {
            return (plans, []);
        }

        var total = await TotalAsync(plans, options.Origin, cancellationToken);
        if (removed * 100L <= (long)limits.BrakePercent * total)
        {
            return (plans, []);
        }

        var reason = $"{removed} of {total} entities would be removed at once";
        var group = Group + ContentHash.Of($"{options.Origin}|{options.At:O}|{options.Cause}")[..16];
        var held = plans.Where(plan => plan.Releases.Count > 0).Select(plan => HeldOf(plan, group, reason, options)).ToList();
        return ([.. plans.Select(plan => plan.Releases.Count > 0 ? Hold(plan) : plan)], held);
    }

    public static string IdOf(string source) => ContentHash.Of(source)[..16];

    /// <summary>How many would really be gone: not those that a claimant takes over.</summary>
    private async Task<int> RemovedAsync(
        IReadOnlyList<SourcePlan> plans, IngestOptions options, CancellationToken cancellationToken)
    {
        var changes = EntitySteps.Of(plans, options)
            .Where(change => change.Steps.Any(step => step is Release)).ToList();
        var states = await claims.FindStatesAsync([.. changes.Select(change => change.Ref)], cancellationToken);
        return changes.Zip(states).Count(pair =>
            ClaimRules.Apply(pair.Second, pair.First).Effects.Contains(ClaimEffect.Removed));
    }

    private async Task<int> TotalAsync(
        IReadOnlyList<SourcePlan> plans, string? origin, CancellationToken cancellationToken)
    {
        if (origin is null)
        {
            return plans.SelectMany(plan => plan.Known?.Entities ?? []).Distinct().Count();
        }

        var total = 0;
        await foreach (var manifest in records.ListByOriginAsync(origin, cancellationToken))
        {
            total += manifest.Entities.Count;
        }

        return total;
    }

    /// <summary>The source keeps what it had, and is read again next time whatever its tag.</summary>
    private static SourcePlan Hold(SourcePlan plan) => plan with
    {
        Releases = [],
        Next = plan.Next! with
        {
            Entities = [.. plan.Next.Entities.Concat(plan.Releases).Distinct()],
            ContentTag = null,
            IsGone = false,
            HasHeld = true,
            MissedListings = plan.Known?.MissedListings ?? 0,
            MissedAt = plan.Reading.State == SourceState.Missing ? plan.Next.At : plan.Known?.MissedAt,
            OrphanedAt = plan.Known?.OrphanedAt,
        },
    };

    private static HeldRemoval HeldOf(SourcePlan plan, string group, string reason, IngestOptions options) => new(
        IdOf(plan.Source), group, plan.Source, plan.Location, plan.Next!.Origin, options.Cause, options.At,
        $"{plan.Reason}; {reason}", plan.Releases);
}
