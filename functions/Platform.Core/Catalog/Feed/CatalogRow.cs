using Platform.Core.Catalog.Claims;

namespace Platform.Core.Catalog.Feed;

/// <summary>A row of the catalog as storage has it: an entity, or what is left of a removed one.</summary>
/// <param name="Canonical">The reference, in lower case.</param>
/// <param name="Position">Of its last change, in the feed of its bucket.</param>
/// <param name="At">When the description became true.</param>
public sealed record CatalogRow(string Canonical, long Position, DateTimeOffset At)
{
    /// <value>The entity is gone; nothing below is set.</value>
    public bool IsRemoved { get; init; }

    /// <value>JSON as the source made it, complete, wherever it is kept.</value>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <value>Where the body is, when that is not the row itself.</value>
    public string? BodyAddress { get; init; }

    /// <value>As it is shown, with what the catalog adds.</value>
    public string Etag { get; init; } = string.Empty;

    public string Source { get; init; } = string.Empty;

    /// <value>What the catalog adds to the body is made of this; null when it adds nothing, as mostly.</value>
    public EntityState? State { get; init; }
}
