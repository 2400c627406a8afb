using Platform.Core.Access;
using Platform.Core.Catalog.Claims;
using Platform.Core.Catalog.Ingestion;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Sources;

/// <summary>Removals on somebody's word, and the way back.</summary>
public sealed class CatalogRemovals(
    ISourceRecords records, IEntityClaims claims, IHeldRemovals held, AuditTrail audit, TimeProvider clock)
    : IRemovals, ICatalogRemoval
{
    public const string NotHeld = "removal-not-held";
    public const string NotRemoved = "removal-not-found";

    public Task<IReadOnlyList<HeldRemoval>> ListHeldAsync(CancellationToken cancellationToken) =>
        held.ListAsync(cancellationToken);

    public async Task<Result<IReadOnlyList<EntityRef>>> ConfirmAsync(
        string id, string by, CancellationToken cancellationToken)
    {
        var found = await FindAsync(id, cancellationToken);
        if (found.Count == 0)
        {
            return Unknown(id);
        }

        var known = await records.FindAsync([.. found.Select(one => one.Source)], cancellationToken);
        // Clocks of sources may be ahead of ours.
        var at = found.Select(one => one.At).Append(clock.GetUtcNow()).Max();
        var options = new IngestOptions(at, IngestCause.Removal) { By = by, Reason = id, IsConfirmed = true };
        // What was found again since is not held any more, and its row is only a remainder.
        var due = found.Where(one => known.GetValueOrDefault(one.Source)?.HasHeld == true).ToList();
        await CommitAsync(
            due, known, (removal, manifest) => Without(removal.Entities, manifest, options.At), options, cancellationToken);
        await held.DeleteAsync([.. found.Select(one => one.Source)], cancellationToken);
        return Result<IReadOnlyList<EntityRef>>.Ok([.. due.SelectMany(one => one.Entities)]);
    }

    public async Task<Result<IReadOnlyList<EntityRef>>> DiscardAsync(
        string id, string by, CancellationToken cancellationToken)
    {
        var found = await FindAsync(id, cancellationToken);
        if (found.Count == 0)
        {
            return Unknown(id);
        }

        await held.DeleteAsync([.. found.Select(one => one.Source)], cancellationToken);
        IReadOnlyList<EntityRef> kept = [.. found.SelectMany(one => one.Entities)];
        await RecordAsync(by, "catalog removal discarded", id, kept, cancellationToken);
        return Result<IReadOnlyList<EntityRef>>.Ok(kept);
    }

    public async IAsyncEnumerable<RemovedEntity> ListRemovedAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var state in claims.ListRemovedAsync(cancellationToken))
        {
            yield return ToRemoved(state);
        }
    }

    public async Task<Result<RemovedEntity>> UndoAsync(EntityRef entityRef, string by, CancellationToken cancellationToken)
    {
        var outcomes = await claims.ApplyAsync(
            [new(entityRef, [new Restore(clock.GetUtcNow(), by)])], cancellationToken);
        if (outcomes[0] is not { IsChanged: true, Before: { } before })
        {
            return new Problem(
                NotRemoved, $"'{entityRef}' has not been removed.", "ref", entityRef.Canonical, "an entity that was removed");
        }

        await RecordAsync(by, "catalog removal undone", before.Removal!.Reason, [entityRef], cancellationToken);
        return ToRemoved(before);
    }

    public Task<bool> RemoveAsync(
        EntityRef entityRef, string source, DateTimeOffset at, CancellationToken cancellationToken) =>
        RemoveAsync(entityRef, source, _ => at, by: null, cancellationToken);

    /// <summary>
    /// Whatever is said of it from this second on brings it back: messages know the time of their being sent to the second only.
    /// </summary>
    /// <param name="by">Who asked for it.</param>
    public Task<bool> RemoveAsync(EntityRef entityRef, string source, string by, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var second = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
        return RemoveAsync(
            entityRef, source, manifest => manifest?.At > second ? manifest.At : second, by, cancellationToken);
    }

    private async Task<bool> RemoveAsync(
        EntityRef entityRef,
        string source,
        Func<SourceManifest?, DateTimeOffset> timeOf,
        string? by,
        CancellationToken cancellationToken)
    {
        var known = await records.FindAsync([source], cancellationToken);
        var manifest = known.GetValueOrDefault(source);
        var options = new IngestOptions(timeOf(manifest), IngestCause.Removal) { By = by, IsConfirmed = true };
        var location = manifest?.Location ?? source;
        var removal = new HeldRemoval(
            source, source, source, location, null, options.Cause, options.At, "asked for", [entityRef]);
        var tally = await CommitAsync(
            [removal], known, (one, found) => Without(one.Entities, found, found.At), options, cancellationToken);
        return tally.Outcomes.Any(outcome => outcome.IsChanged);
    }

    private Task<IngestTally> CommitAsync(
        IReadOnlyList<HeldRemoval> due,
        IReadOnlyDictionary<string, SourceManifest> known,
        Func<HeldRemoval, SourceManifest, SourceManifest> next,
        IngestOptions options,
        CancellationToken cancellationToken)
    {
        var bySource = due.ToDictionary(one => one.Source);
        return new SourceCommit(records, claims, held, new()).RunAsync(
            [.. due.Select(one => Plan(one, known.GetValueOrDefault(one.Source)))],
            options,
            (reading, manifest) => Task.FromResult(Plan(bySource[reading.Source], manifest)),
            tally => new IngestAudit(audit).RecordAsync(tally, options, cancellationToken),
            cancellationToken);

        SourcePlan Plan(HeldRemoval one, SourceManifest? manifest) => new(
            new(new Descriptor(one.Source, one.Location, one.Location), SourceState.Gone),
            manifest,
            manifest is null ? null : next(one, manifest))
        {
            Releases = one.Entities,
            Reason = one.Reason,
            IsFinal = true,
        };
    }

    /// <summary>The source is to be read again, whatever its tag: it may describe them still.</summary>
    private static SourceManifest Without(IReadOnlyList<EntityRef> gone, SourceManifest manifest, DateTimeOffset at)
    {
        var rest = manifest.Entities.Except(gone).ToList();
        return manifest with
        {
            Entities = rest,
            ContentTag = null,
            At = at,
            HasHeld = false,
            IsPending = false,
            IsGone = manifest.HasHeld && rest.Count == 0,
        };
    }

    private async Task<IReadOnlyList<HeldRemoval>> FindAsync(string id, CancellationToken cancellationToken) =>
        [.. (await held.ListAsync(cancellationToken)).Where(one => one.Id == id || one.Group == id)];

    private Task RecordAsync(
        string by, string what, string from, IReadOnlyList<EntityRef> refs, CancellationToken cancellationToken) =>
        audit.RecordAsync(
            by, what, from, [.. refs.Select(entityRef => entityRef.Canonical)], AuditOutcome.Succeeded, null, cancellationToken);

    private static RemovedEntity ToRemoved(EntityState state) => new(
        state.Ref, state.Holder!.Source, state.Removal!.At, state.Removal.Reason, state.Removal.By);

    private static Problem Unknown(string id) => new(
        NotHeld, $"No removal '{id}' is held.", "id", id, "the id of a held removal, or of a group of them");
}
