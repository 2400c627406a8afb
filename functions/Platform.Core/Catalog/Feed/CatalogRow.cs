namespace Platform.Core.Catalog.Feed;

/// <summary>A row of the catalog as storage has it: an entity, or what is left of a removed one.</summary>
/// <param name="Canonical">The reference, in lower case.</param>
/// <param name="Position">Of its last change, in the feed of its bucket.</param>
/// <param name="At">When the description became true; also the last moment at which a single look verified it.</param>
public sealed record CatalogRow(string Canonical, long Position, DateTimeOffset At)
{
    /// <value>The entity is gone; nothing below is set.</value>
    public bool IsRemoved { get; init; }

    /// <value>JSON, complete, wherever it is kept.</value>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <value>Where the body is, when that is not the row itself.</value>
    public string? BodyAddress { get; init; }

    public string Etag { get; init; } = string.Empty;

    public string Source { get; init; } = string.Empty;

    public string? Origin { get; init; }

    /// <value>Locations of sources that describe the same entity and don't have it.</value>
    public IReadOnlyList<string> ConflictingLocations { get; init; } = [];

    /// <value>Nobody names its source any more.</value>
    public bool IsOrphan { get; init; }
}
