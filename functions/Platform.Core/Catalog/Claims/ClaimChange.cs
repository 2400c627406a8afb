namespace Platform.Core.Catalog.Claims;

/// <summary>Something that a source says of an entity.</summary>
public abstract record ClaimChange(string Source, DateTimeOffset At);

/// <summary>The source describes it.</summary>
/// <param name="IsFence">Another message about the source may still be under way: the time is written even where the content
/// is the same, so that an older one can't undo it.</param>
public sealed record Describe(string Source, string Location, DateTimeOffset At, ClaimContent Content, bool IsFence = false)
    : ClaimChange(Source, At);

/// <summary>The source describes it no more.</summary>
public sealed record Release(string Source, DateTimeOffset At, string Reason, string By, bool IsFence = false)
    : ClaimChange(Source, At);

/// <summary>The source could not be taken over; what it said before stays.</summary>
public sealed record Fail(string Source, DateTimeOffset At, string Message) : ClaimChange(Source, At);

/// <summary>The source lost its parent, or has one again.</summary>
public sealed record Orphan(string Source, DateTimeOffset At, bool IsOrphaned) : ClaimChange(Source, At);

/// <summary>Somebody brings it back.</summary>
public sealed record Restore(DateTimeOffset At, string By) : ClaimChange(By, At);

/// <summary>What becomes of one entity in one go.</summary>
public sealed record EntityChange(EntityRef Ref, IReadOnlyList<ClaimChange> Steps)
{
    /// <value>Nobody who describes it now is known to have done so before, so it is likely to be new. Only a guess.</value>
    public bool IsLikelyNew { get; init; }
}

public enum ClaimEffect
{
    /// <summary>Nothing was written.</summary>
    None,

    /// <summary>The entity is new or changed.</summary>
    Stored,

    /// <summary>Something newer is known.</summary>
    Superseded,

    /// <summary>Another source holds the entity; the claim is kept.</summary>
    Claimed,

    /// <summary>Nobody describes it any more.</summary>
    Removed,

    /// <summary>It has another holder now.</summary>
    Transferred,
}

/// <param name="Effects">One per step.</param>
public sealed record EntityOutcome(
    EntityChange Change, EntityState? Before, EntityState After, IReadOnlyList<ClaimEffect> Effects)
{
    public bool IsChanged => !ReferenceEquals(Before, After);
}
