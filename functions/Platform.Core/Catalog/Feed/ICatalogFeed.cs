namespace Platform.Core.Catalog.Feed;

/// <param name="Ref">In lower case.</param>
/// <param name="Etag">Null for a removal.</param>
public sealed record FeedChange(long Position, string Ref, string? Etag, DateTimeOffset At);

/// <summary>What has changed in a bucket since a position.</summary>
/// <param name="IsTooOld">The feed does not reach back to the position, or has a gap: only the tables tell what changed.</param>
/// <param name="Head">Everything up to here is in the rows.</param>
/// <param name="Rows">Each entity once, as it is now; perhaps newer than the head.</param>
public sealed record BucketChanges(bool IsTooOld, long Head, IReadOnlyList<CatalogRow> Rows);

/// <summary>The catalog's rows and their change feeds, bucket by bucket.</summary>
public interface ICatalogFeed
{
    /// <summary>Never behind a position that anybody was given before.</summary>
    Task<CatalogPosition> HeadsAsync(CancellationToken cancellationToken);

    Task<BucketChanges> ReadAsync(int bucket, long after, CancellationToken cancellationToken);

    /// <summary>All rows of a bucket, removed ones too. What changes meanwhile may be in it or not.</summary>
    IAsyncEnumerable<CatalogRow> ScanAsync(int bucket, CancellationToken cancellationToken);

    /// <summary>The feed as far as it is kept, in order.</summary>
    IAsyncEnumerable<FeedChange> ListAsync(int bucket, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes rows of the feed that are both at or below a position and older than a time, the oldest first, so that what is
    /// left is dense wherever it stops.
    /// </summary>
    /// <returns>How many.</returns>
    Task<int> TrimAsync(int bucket, long upTo, DateTimeOffset before, CancellationToken cancellationToken);
}
