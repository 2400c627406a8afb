using Platform.Core.Catalog.Feed;

namespace Platform.Core.Catalog.Index;

/// <summary>An index and how far it is. Replaced as a whole when the feed no longer leads on from it.</summary>
/// <param name="SnapshotAt">How far the snapshot was when it was seen last.</param>
internal sealed record LoadedIndex(
    EntityIndex Index,
    CatalogPosition Position,
    CatalogPosition SnapshotAt,
    VerifiedTimes Verified,
    DateTimeOffset CheckedAt,
    DateTimeOffset VerifiedReadAt)
{
    /// <value>Changes that the snapshot lacks.</value>
    public long Ahead
    {
        get
        {
            var ahead = 0L;
            for (var bucket = 0; bucket < CatalogPosition.Buckets; bucket++)
            {
                ahead += Math.Max(0, Position[bucket] - SnapshotAt[bucket]);
            }

            return ahead;
        }
    }
}
