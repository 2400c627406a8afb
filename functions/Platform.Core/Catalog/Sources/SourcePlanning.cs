using Platform.Core.Catalog.ForeignKinds;
using Platform.Core.Catalog.Ingestion;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Sources;

/// <summary>Decides what a reading means, given what is known of its source.</summary>
internal sealed class SourcePlanning(
    DescriptorReading reading, RemovalOptions removals, KindRegistry kinds, IngestOptions options)
{
    public const string TagOutdated = "source-tag-outdated";

    public async Task<SourcePlan> PlanAsync(
        SourceReading found, SourceManifest? known, CancellationToken cancellationToken)
    {
        var source = Keeps(known)
            ? found with { Descriptor = found.Descriptor with { Registered = known!.Registered } }
            : found;
        return known is not null && known.At > options.At
            ? SourcePlan.Skipped(source, known)
            : source.State switch
            {
                SourceState.Read => await ReadAsync(source, known, cancellationToken),
                SourceState.Unchanged => Unchanged(source, known),
                SourceState.Failed => Failed(source, known),
                SourceState.Gone => Gone(source, known, $"its source is gone ({options.Cause})"),
                SourceState.Missing => Missing(source, known),
                SourceState.Orphaned => Orphaned(source, known),
                _ => throw new InvalidOperationException($"A source can't be {source.State}."),
            };
    }

    /// <summary>What a registered location brings stays its own, whoever else finds the file.</summary>
    private bool Keeps(SourceManifest? known) =>
        known is { IsGone: false, Registered: not null } && options.Cause != IngestCause.Location;

    private async Task<SourcePlan> ReadAsync(
        SourceReading source, SourceManifest? known, CancellationToken cancellationToken)
    {
        var read = await reading.ReadAsync(source.Descriptor, source.Text!, kinds, cancellationToken);
        var described = read.Entities.Select(entity => entity.Ref).ToHashSet();
        IReadOnlyList<Problem> problems = [.. read.Problems, .. source.Problems ?? []];
        List<EntityRef> missing = [.. (known?.Entities ?? []).Where(entityRef => !described.Contains(entityRef))];
        var next = NextOf(source, known) with
        {
            ContentTag = read.IsComplete ? source.ContentTag : null,
            Entities = [.. described, .. read.IsComplete ? [] : missing],
            RefreshKeys = read.RefreshKeys,
            Problems = problems.Count,
        };
        return new(source, known, next)
        {
            Describes = read.Entities,
            Releases = read.IsComplete ? missing : [],
            Reason = "its source describes it no more",
            Fails = read.IsComplete ? [] : missing,
            Orphans = known is { IsOrphaned: true } && !next.IsOrphaned ? false : null,
            Problems = problems,
        };
    }

    private SourcePlan Unchanged(SourceReading source, SourceManifest? known)
    {
        // The location stands in the entities, so a branch with another name changes them all.
        if (known is not { IsPending: false, IsGone: false, ContentTag: { } tag }
            || tag != source.ContentTag
            || known.Location != source.Descriptor.Location)
        {
            var problem = new Problem(
                TagOutdated, "The source can't be taken as unchanged, because it was not taken over with this tag.",
                Value: source.ContentTag, Expected: "a source whose manifest has the tag");
            return SourcePlan.Skipped(source, known) with { Problems = [problem] };
        }

        var next = NextOf(source, known) with { At = known.At, Cause = known.Cause };
        return new(source, known, next == known ? null : next)
        {
            Orphans = known.IsOrphaned && !next.IsOrphaned ? false : null,
            IsVerified = true,
        };
    }

    /// <summary>The time stays: what was true before may still arrive, and is better than nothing.</summary>
    private SourcePlan Failed(SourceReading source, SourceManifest? known)
    {
        var problems = source.Problems ?? [];
        var next = NextOf(source, known) with
        {
            ContentTag = null,
            Problems = problems.Count,
            At = known?.At ?? options.At,
            IsGone = known?.IsGone ?? false,
            HasHeld = known?.HasHeld ?? false,
        };
        return new(source, known, next) { Fails = known?.Entities ?? [], Problems = problems };
    }

    private SourcePlan Gone(SourceReading source, SourceManifest? known, string reason)
    {
        if (known is { IsGone: true, IsPending: false } && known.At == options.At)
        {
            return SourcePlan.Skipped(source, known);
        }

        var next = NextOf(source, known) with
        {
            ContentTag = null,
            Entities = [],
            RefreshKeys = [],
            IsGone = true,
            Problems = 0,
        };
        return new(source, known, next) { Releases = known?.Entities ?? [], Reason = reason };
    }

    private SourcePlan Missing(SourceReading source, SourceManifest? known) =>
        known is null or { IsGone: true } || known.MissedAt >= options.At ? SourcePlan.Skipped(source, known)
        : known.MissedListings > 0 ? Gone(source, known, "its source is absent from two complete listings")
        : new(source, known, known with { MissedListings = 1, MissedAt = options.At });

    private SourcePlan Orphaned(SourceReading source, SourceManifest? known) =>
        known is null or { IsGone: true } || known.OrphanedAt >= options.At || IsOthers(source, known)
            ? SourcePlan.Skipped(source, known)
        : !known.IsOrphaned
            ? new(source, known, known with { OrphanedAt = options.At, ContentTag = null }) { Orphans = true }
        : removals.DeletesOrphans ? Gone(source, known, "no location names its source any more")
        : SourcePlan.Skipped(source, known);

    private static bool IsOthers(SourceReading source, SourceManifest known) =>
        source.Parent is not null && known.Parent is not null && source.Parent != known.Parent;

    /// <summary>The manifest of a source that is there.</summary>
    private SourceManifest NextOf(SourceReading source, SourceManifest? known)
    {
        // A parent's word, or a look at everything from the roots, ends being an orphan; a push to the file does not.
        var isNamed = source.Parent is not null || options.Cause is IngestCause.Sweep or IngestCause.Location;
        return (known ?? New(source)) with
        {
            Location = source.Descriptor.Location,
            Origin = Keeps(known) ? known!.Origin : options.Origin ?? known?.Origin,
            Registered = source.Descriptor.Registered,
            Parent = source.Parent ?? known?.Parent,
            At = options.At,
            Cause = options.Cause,
            MissedListings = 0,
            MissedAt = null,
            IsGone = false,
            IsPending = false,
            HasHeld = false,
            OrphanedAt = isNamed ? null : known?.OrphanedAt,
        };
    }

    private SourceManifest New(SourceReading source) => new(
        source.Source, source.Descriptor.Location, options.Origin, source.Parent, null, options.At, options.Cause, [], [], 0);
}
