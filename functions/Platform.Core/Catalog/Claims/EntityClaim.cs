namespace Platform.Core.Catalog.Claims;

/// <summary>What a source says of an entity: the body as it made it, or where that is kept.</summary>
/// <param name="Etag">Of the body, without what the catalog adds.</param>
/// <param name="Json">Null when the body is only at <paramref name="Address"/>.</param>
public sealed record ClaimContent(
    string Uid, string Etag, string? Json, string? Address, IReadOnlyList<string> RefreshKeys);

/// <summary>A source's claim to an entity.</summary>
/// <param name="Since">When the source said so first.</param>
/// <param name="At">When what it says now became true.</param>
public sealed record EntityClaim(
    string Source, string Location, DateTimeOffset Since, DateTimeOffset At, ClaimContent Content);

/// <summary>A source let go of the entity then; what it said earlier is old.</summary>
public sealed record ReleasedClaim(string Source, DateTimeOffset At);

/// <summary>Why and by whom an entity was removed.</summary>
public sealed record RemovalNote(string Reason, string By, DateTimeOffset At);
