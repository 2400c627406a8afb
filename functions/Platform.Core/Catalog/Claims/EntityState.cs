namespace Platform.Core.Catalog.Claims;

/// <summary>
/// All that is known of a reference: who holds it, who else claims it, and who let go of it. Changes are made by
/// <see cref="ClaimRules"/>.
/// </summary>
/// <param name="Holder">The first source that claimed it; of a removed entity the last one that held it. Null when nobody ever
/// did.</param>
/// <param name="Others">Who else describes it, in the order of their claims.</param>
/// <param name="Released">The latest releases; older ones are remembered by the sources' manifests.</param>
public sealed record EntityState(
    EntityRef Ref,
    EntityClaim? Holder,
    IReadOnlyList<EntityClaim> Others,
    IReadOnlyList<ReleasedClaim> Released)
{
    /// <summary>So many releases are remembered: as many as may be under way at the same time.</summary>
    public const int MostReleased = 8;

    public static EntityState Nothing(EntityRef entityRef) => new(entityRef, null, [], []);

    /// <value>Set when the entity was removed; its body stays for an undo.</value>
    public RemovalNote? Removal { get; init; }

    /// <value>No parent names its source any more.</value>
    public bool IsOrphaned { get; init; }

    /// <value>Why its source could not be taken over when it was last read.</value>
    public string? Failure { get; init; }

    /// <value>Somebody brought it back; whoever describes it takes it over.</value>
    public bool IsRestored { get; init; }

    public bool IsThere => Holder is not null && Removal is null;
}
