using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Platform.Core.Catalog;

namespace Platform.Adapters.Storage.Catalog;

/// <summary>
/// Entities in 16 partitions. Entity rows, their rows in the partition's change feed and the feed's head change in one batch,
/// under the head's ETag: a feed is dense, and nobody sees an entity without its feed row. Whoever loses the race for the head
/// reads and tries again.
/// </summary>
internal sealed class TableCatalogStore(TableServiceClient tables, BlobServiceClient blobs, TimeProvider clock)
    : ICatalogStore, ICatalogRemoval
{
    private const int MostAttempts = 30;

    private readonly OnDemandTable _table = new(tables, CatalogStorage.EntitiesTable);
    private readonly ContentContainer _bodies = new(blobs, CatalogStorage.BodiesContainer);

    /// <summary>Writers of this process take turns, so that only other processes are raced.</summary>
    private readonly Dictionary<string, SemaphoreSlim> _turns =
        "0123456789abcdef".ToDictionary(digit => digit.ToString(), _ => new SemaphoreSlim(1, 1));

    public async Task<CatalogEntity?> FindAsync(EntityRef entityRef, CancellationToken cancellationToken)
    {
        if (CatalogKeys.Entity(entityRef) is not { } key)
        {
            return null;
        }

        var table = await _table.GetAsync(cancellationToken);
        var row = await table.GetEntityIfExistsAsync<TableEntity>(
            CatalogKeys.Bucket(entityRef.Canonical), key, cancellationToken: cancellationToken);
        return row is { HasValue: true, Value: { } found } && !EntityRow.IsTombstone(found)
            ? await EntityRow.ToEntityAsync(found, _bodies, cancellationToken)
            : null;
    }

    public async Task<bool> RemoveAsync(
        EntityRef entityRef, string source, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var bucket = CatalogKeys.Bucket(entityRef.Canonical);
        return CatalogKeys.Entity(entityRef) is { } key
            && await InTurnAsync(
                bucket, () => TryRemoveAsync(bucket, key, entityRef, source, at, cancellationToken), cancellationToken);
    }

    public async Task<IReadOnlyList<CatalogWriteResult>> WriteAsync(
        IReadOnlyList<CatalogWrite> writes, CancellationToken cancellationToken)
    {
        var results = new Dictionary<EntityRef, CatalogWriteResult>();
        foreach (var bucket in writes.GroupBy(write => CatalogKeys.Bucket(write.Entity.Ref.Canonical)))
        {
            foreach (var batch in bucket.Chunk(CatalogKeys.EntitiesPerBatch))
            {
                foreach (var result in await InTurnAsync(
                    bucket.Key, () => TryWriteAsync(bucket.Key, batch, cancellationToken), cancellationToken))
                {
                    results.Add(result.Write.Entity.Ref, result);
                }
            }
        }

        return [.. writes.Select(write => results[write.Entity.Ref])];
    }

    private async Task<T> InTurnAsync<T>(string bucket, Func<Task<T>> commit, CancellationToken cancellationToken)
    {
        await _turns[bucket].WaitAsync(cancellationToken);
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await commit();
                }
                catch (RequestFailedException raced) when (raced.Status is 409 or 412 && attempt < MostAttempts)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(5, 10 * attempt)), clock, cancellationToken);
                }
            }
        }
        finally
        {
            _turns[bucket].Release();
        }
    }

    private async Task<IReadOnlyList<CatalogWriteResult>> TryWriteAsync(
        string bucket, CatalogWrite[] writes, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        // The head first: an entity row read after it can't be older than the feed position that the batch depends on.
        var head = await FindRowAsync(table, bucket, CatalogKeys.Head, null, cancellationToken);
        var rows = await Task.WhenAll(writes.Select(write =>
            FindRowAsync(table, bucket, CatalogKeys.Entity(write.Entity.Ref)!, EntityRow.Facts, cancellationToken)));
        var results = writes.Zip(rows, Judge).ToList();
        var batch = new CatalogBatch(bucket, head, clock.GetUtcNow());
        foreach (var (result, row) in results.Zip(rows).Where(pair => pair.First.Outcome == CatalogWriteOutcome.Stored))
        {
            batch.Put(await EntityRow.FromAsync(result.Write, bucket, _bodies, cancellationToken), row);
        }

        if (!batch.IsEmpty)
        {
            await table.SubmitTransactionAsync(batch.Complete(), cancellationToken);
        }

        return results;
    }

    private async Task<bool> TryRemoveAsync(
        string bucket, string key, EntityRef entityRef, string source, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var head = await FindRowAsync(table, bucket, CatalogKeys.Head, null, cancellationToken);
        var stored = await FindRowAsync(table, bucket, key, EntityRow.Facts, cancellationToken);
        if (stored is null || EntityRow.IsTombstone(stored) || stored.GetString("Source") != source)
        {
            return false;
        }

        var batch = new CatalogBatch(bucket, head, clock.GetUtcNow());
        batch.Remove(EntityRow.Tombstone(entityRef, bucket, source, at), stored);
        await table.SubmitTransactionAsync(batch.Complete(), cancellationToken);
        return true;
    }

    private static CatalogWriteResult Judge(CatalogWrite write, TableEntity? stored)
    {
        var owner = stored is null || EntityRow.IsTombstone(stored) ? write.Entity.Source : stored.GetString("Source");
        var outcome =
            stored is null || (EntityRow.IsTombstone(stored) && stored.GetString("Source") != owner) ? CatalogWriteOutcome.Stored
            : owner != write.Entity.Source ? CatalogWriteOutcome.OwnedElsewhere
            : stored.GetString("Etag") == write.Entity.Etag ? CatalogWriteOutcome.Unchanged
            : stored.GetDateTimeOffset("At") > write.At ? CatalogWriteOutcome.Superseded
            : CatalogWriteOutcome.Stored;
        return new(write, outcome, owner);
    }

    private static async Task<TableEntity?> FindRowAsync(
        TableClient table, string partition, string key, string[]? columns, CancellationToken cancellationToken)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(partition, key, columns, cancellationToken);
        return row.HasValue ? row.Value : null;
    }
}
