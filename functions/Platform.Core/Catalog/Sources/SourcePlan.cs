using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Sources;

/// <summary>What a reading means for the catalog.</summary>
/// <param name="Known">The manifest as it was found.</param>
/// <param name="Next">The manifest when all is done; null when it stays as it is.</param>
internal sealed record SourcePlan(SourceReading Reading, SourceManifest? Known, SourceManifest? Next)
{
    public IReadOnlyList<CatalogEntity> Describes { get; init; } = [];

    public IReadOnlyList<EntityRef> Releases { get; init; } = [];

    /// <value>Why, when <see cref="Releases"/> has some.</value>
    public string Reason { get; init; } = string.Empty;

    /// <value>Entities whose documents could not be taken over.</value>
    public IReadOnlyList<EntityRef> Fails { get; init; } = [];

    /// <value>Whether its entities get or lose the mark of orphans; null when that stays.</value>
    public bool? Orphans { get; init; }

    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <value>Verified without being read.</value>
    public bool IsVerified { get; init; }

    /// <value>Nothing of the reading counts: something newer is known, or there was nothing to say.</value>
    public bool IsSkipped { get; init; }

    /// <value>Entities or reports change, so a crash could leave some behind; else the manifest alone says it all.</value>
    public bool HasSteps =>
        Describes.Count + Releases.Count + Fails.Count + Problems.Count > 0
        || Orphans is not null
        || Known is { Problems: > 0 } or { IsPending: true } or { HasHeld: true };

    /// <value>What is under way must not bring anything back, whether or not somebody knows of it.</value>
    public bool IsFinal { get; init; }

    /// <value>An unfinished call of another time may still be writing.</value>
    public bool IsFence => IsFinal || (Known is { IsPending: true } && Known.At != Next?.At);

    public string Source => Reading.Source;

    public string Location => Reading.Descriptor.Location;

    public static SourcePlan Skipped(SourceReading reading, SourceManifest? known) =>
        new(reading, known, null) { IsSkipped = true };

    /// <summary>
    /// What is written before any entity is: it names everything that the source has and will have, so that whatever happens
    /// next, somebody knows what to let go.
    /// </summary>
    public SourceManifest Intent() => Next! with
    {
        Entities = [.. (Known?.Entities ?? []).Concat(Next.Entities).Distinct()],
        ContentTag = null,
        IsPending = true,
        IsGone = false,
        OrphanedAt = Known?.OrphanedAt,
        MissedAt = Known?.MissedAt,
        MissedListings = Known?.MissedListings ?? 0,
        HasHeld = Known?.HasHeld ?? false,
        // Its entities may be seen before the call ends, and a push to what they read must find it then.
        RefreshKeys = [.. (Known?.RefreshKeys ?? []).Union(Next.RefreshKeys)],
        Version = Known?.Version,
    };
}
