using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Claims;

namespace Platform.Adapters.Storage.Catalog;

/// <summary>
/// Entities in 16 partitions. Entity rows, their rows in the partition's change feed and the feed's head change in one batch,
/// under the head's ETag: a feed is dense, and nobody sees an entity without its feed row.
/// </summary>
internal sealed class TableEntityClaims(TableServiceClient tables, BlobServiceClient blobs, TimeProvider clock) : IEntityClaims
{
    /// <summary>So many buckets are written at the same time.</summary>
    private const int MostAtOnce = 8;

    private readonly OnDemandTable _table = new(tables, CatalogStorage.EntitiesTable);
    private readonly ContentContainer _content = new(blobs, CatalogStorage.BodiesContainer);
    private readonly BucketTurns _turns = new(clock);

    public async Task<IReadOnlyList<EntityOutcome>> ApplyAsync(
        IReadOnlyList<EntityChange> changes, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var outcomes = new ConcurrentDictionary<EntityRef, EntityOutcome>();
        var buckets = changes.GroupBy(change => CatalogKeys.Bucket(change.Ref.Canonical));
        var limit = new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(buckets, limit, async (bucket, token) =>
        {
            foreach (var chunk in CatalogChunks.Of(bucket))
            {
                await _turns.RunAsync(
                    table,
                    bucket.Key,
                    (head, again) => CommitAsync(table, head, bucket.Key, chunk, readsAll: again, outcomes, token),
                    token);
            }
        });
        return [.. changes.Select(change => outcomes[change.Ref])];
    }

    public async Task<IReadOnlyList<EntityState?>> FindStatesAsync(
        IReadOnlyList<EntityRef> refs, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var states = new Dictionary<EntityRef, EntityState>();
        foreach (var bucket in refs.Distinct().GroupBy(entityRef => CatalogKeys.Bucket(entityRef.Canonical)))
        {
            string[] keys = [.. bucket.Select(CatalogKeys.Entity).OfType<string>().Order(StringComparer.Ordinal)];
            var rows = await RowReading.ReadAsync(table, bucket.Key, keys, EntityRow.Facts, cancellationToken);
            foreach (var row in rows.Values)
            {
                var state = await EntityRow.ToStateAsync(row, _content, cancellationToken);
                states[state.Ref] = state;
            }
        }

        return [.. refs.Select(entityRef => states.GetValueOrDefault(entityRef))];
    }

    public async IAsyncEnumerable<EntityState> ListRemovedAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        foreach (var bucket in CatalogKeys.Buckets)
        {
            var filter = TableClient.CreateQueryFilter(
                $"PartitionKey eq {bucket} and RowKey ge 'entity|' and RowKey lt 'entity}}' and Removed eq true");
            await foreach (var row in table.QueryAsync<TableEntity>(
                filter, select: EntityRow.Facts, cancellationToken: cancellationToken))
            {
                yield return await EntityRow.ToStateAsync(row, _content, cancellationToken);
            }
        }
    }

    public async Task<int> ForgetRemovedAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var condition = TableClient.CreateQueryFilter($"Removed eq true and RemovedAt lt {before}");
        return await RowPurge.DeleteAsync(await _table.GetAsync(cancellationToken), "entity", condition, cancellationToken);
    }

    /// <param name="readsAll">Otherwise what is likely to be new is added without a look; storage refuses what is there.</param>
    private async Task<BucketHead> CommitAsync(
        TableClient table,
        BucketHead head,
        string bucket,
        IReadOnlyList<EntityChange> changes,
        bool readsAll,
        ConcurrentDictionary<EntityRef, EntityOutcome> outcomes,
        CancellationToken cancellationToken)
    {
        string[] keys = [.. changes.Select(change => CatalogKeys.Entity(change.Ref)!)];
        string[] read = [.. keys.Zip(changes).Where(pair => readsAll || !pair.Second.IsLikelyNew).Select(pair => pair.First)];
        var rows = await RowReading.ReadAsync(table, bucket, read, EntityRow.Facts, cancellationToken);
        var bodies = new EntityBodies(_content);
        var batch = new CatalogBatch(bucket, head, clock.GetUtcNow());
        foreach (var (change, key) in changes.Zip(keys))
        {
            var stored = rows.GetValueOrDefault(key);
            var before = stored is null ? null : await EntityRow.ToStateAsync(stored, _content, cancellationToken);
            var outcome = ClaimRules.Apply(before, change);
            outcomes[change.Ref] = outcome;
            if (outcome.IsChanged)
            {
                var keepsBody = before?.Holder is { } holder && ReferenceEquals(holder.Content, outcome.After.Holder?.Content);
                var row = await bodies.ToRowAsync(outcome.After, bucket, keepsBody, cancellationToken);
                batch.Put(outcome.After, row, stored, keepsBody);
            }
        }

        return batch.IsEmpty ? head : await batch.CommitAsync(table, cancellationToken);
    }
}
