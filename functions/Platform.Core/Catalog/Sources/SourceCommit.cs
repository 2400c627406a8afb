using Platform.Core.Catalog.Claims;

namespace Platform.Core.Catalog.Sources;

/// <summary>
/// Carries plans out: the manifests' intents, the entities, then the manifests as they are in the end. A crash in between
/// leaves manifests that are pending; repeating the message, or any later reading of the source, does what is missing.
/// <para>
/// Two calls about the same source meet at the manifest's version: the one that comes second reads again what is known. A call
/// that finds another's intent writes the time of everything it says, so that the other, if it is still alive, changes nothing
/// more that is newer.
/// </para>
/// </summary>
internal sealed class SourceCommit(
    ISourceRecords records, IEntityClaims claims, IHeldRemovals held, RemovalOptions limits)
{
    private const int MostAttempts = 30;

    /// <param name="replan">Decides again, with what is known by now.</param>
    /// <param name="written">Called when the entities are written and the manifests are not, so that it happens at least once.
    /// </param>
    public async Task<IngestTally> RunAsync(
        IReadOnlyList<SourcePlan> plans,
        IngestOptions options,
        Func<SourceReading, SourceManifest?, Task<SourcePlan>> replan,
        Func<IngestTally, Task> written,
        CancellationToken cancellationToken)
    {
        var declared = await DeclareAsync(plans, replan, cancellationToken);
        var (final, waiting) = await new RemovalBrake(records, claims, limits)
            .ApplyAsync([.. declared.Select(one => one.Plan)], options, cancellationToken);
        if (waiting.Count > 0)
        {
            await held.PutAsync(waiting, cancellationToken);
        }

        var outcomes = await claims.ApplyAsync(EntitySteps.Of(final, options), cancellationToken);
        var tally = new IngestTally(final, outcomes, waiting);
        await written(tally);
        await ConcludeAsync(tally.Plans, [.. declared.Select(one => one.Intent)], cancellationToken);
        return tally;
    }

    /// <returns>The plans, some of them made anew, and their manifests as they were written; null where none is to be.</returns>
    private async Task<IReadOnlyList<(SourcePlan Plan, SourceManifest? Intent)>> DeclareAsync(
        IReadOnlyList<SourcePlan> plans,
        Func<SourceReading, SourceManifest?, Task<SourcePlan>> replan,
        CancellationToken cancellationToken)
    {
        var declared = plans.Select(plan => (Plan: plan, Intent: (SourceManifest?)null)).ToArray();
        var open = Enumerable.Range(0, declared.Length).Where(index => declared[index].Plan.Next is not null).ToList();
        for (var attempt = 1; open.Count > 0; attempt++)
        {
            if (attempt > MostAttempts)
            {
                throw new InvalidOperationException("Others kept changing the same sources' manifests.");
            }

            var saved = await records.SaveAsync(
                [.. open.Select(index => ToDeclare(declared[index].Plan))],
                cancellationToken);
            foreach (var (index, manifest) in open.Zip(saved))
            {
                declared[index].Intent = manifest;
            }

            var lost = open.FindAll(index => declared[index].Intent is null);
            var known = await records.FindAsync(
                [.. lost.Select(index => declared[index].Plan.Source)], cancellationToken);
            foreach (var index in lost)
            {
                var reading = declared[index].Plan.Reading;
                declared[index].Plan = await replan(reading, known.GetValueOrDefault(reading.Source));
            }

            open = lost.FindAll(index => declared[index].Plan.Next is not null);
        }

        return declared;
    }

    /// <summary>What has no further steps is done when it is written.</summary>
    private static ManifestChange ToDeclare(SourcePlan plan) => new(
        plan.HasSteps ? plan.Intent() : plan.Next! with { Version = plan.Known?.Version }, plan.Known);

    /// <summary>Who is quicker here has declared more, and concludes it.</summary>
    private async Task ConcludeAsync(
        IReadOnlyList<SourcePlan> plans, IReadOnlyList<SourceManifest?> intents, CancellationToken cancellationToken)
    {
        var settled = plans.Where(plan => plan is { Known.HasHeld: true, Next.HasHeld: false })
            .Select(plan => plan.Source).ToList();
        if (settled.Count > 0)
        {
            await held.DeleteAsync(settled, cancellationToken);
        }

        var changes = plans.Zip(intents)
            .Where(pair => pair.First is { HasSteps: true, Next: not null } or { Next.HasHeld: true })
            .Select(pair => new ManifestChange(
                pair.First.Next! with { Version = pair.Second!.Version }, pair.First.Known, pair.Second))
            .ToList();
        if (changes.Count > 0)
        {
            await records.SaveAsync(changes, cancellationToken);
        }
    }
}
