using System.Runtime.CompilerServices;
using System.Text;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Claims;
using Platform.Core.Catalog.Feed;

namespace Platform.Adapters.Storage.Catalog.Feed;

/// <summary>Reads the rows that <see cref="TableEntityClaims"/> writes.</summary>
internal sealed class TableCatalogFeed(TableServiceClient tables, BlobServiceClient blobs) : ICatalogFeed
{
    private const int RowsInBatch = 100;

    private readonly OnDemandTable _table = new(tables, CatalogStorage.EntitiesTable);
    private readonly ContentContainer _content = new(blobs, CatalogStorage.BodiesContainer);

    public async Task<CatalogPosition> HeadsAsync(CancellationToken cancellationToken)
    {
        // 16 reads of one row: a query over partitions would read all of them.
        var table = await _table.GetAsync(cancellationToken);
        var heads = await Task.WhenAll(CatalogKeys.Buckets.Select(bucket => table.GetEntityIfExistsAsync<TableEntity>(
            bucket, CatalogKeys.Head, ["Position"], cancellationToken)));
        return new([.. heads.Select(head => head.HasValue ? head.Value!.GetInt64("Position") ?? 0 : 0)]);
    }

    public async Task<BucketChanges> ReadAsync(int bucket, long after, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var (refs, head) = (new SortedDictionary<string, string>(StringComparer.Ordinal), after);
        await foreach (var row in FeedRowsAsync(table, bucket, after, ["RowKey", "Ref"], cancellationToken))
        {
            var (position, changed) = (FeedRows.PositionOf(row), FeedRows.RefsOf(row));
            if (position - changed.Length > head)
            {
                return new(IsTooOld: true, after, []);
            }

            head = position;
            foreach (var canonical in changed)
            {
                refs[CatalogKeys.Entity(EntityRef.Parse(canonical))!] = canonical;
            }
        }

        if (head == after)
        {
            return new(IsTooOld: true, after, []);
        }

        var rows = await RowReading.ReadAsync(table, CatalogKeys.Buckets[bucket], [.. refs.Keys], null, cancellationToken);
        var changes = await Task.WhenAll(refs.Select(async pair => rows.TryGetValue(pair.Key, out var row)
            ? await ToRowAsync(row, cancellationToken)
            : new CatalogRow(pair.Value, head, default) { IsRemoved = true }));
        return new(IsTooOld: false, head, changes);
    }

    public async IAsyncEnumerable<CatalogRow> ScanAsync(
        int bucket, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {CatalogKeys.Buckets[bucket]} and RowKey ge 'entity|' and RowKey lt 'entity}}'");
        await foreach (var page in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken).AsPages())
        {
            foreach (var row in await Task.WhenAll(page.Values.Select(row => ToRowAsync(row, cancellationToken))))
            {
                yield return row;
            }
        }
    }

    public async IAsyncEnumerable<FeedChange> ListAsync(
        int bucket, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        await foreach (var row in FeedRowsAsync(table, bucket, -1, null, cancellationToken))
        {
            foreach (var change in FeedRows.ChangesOf(row))
            {
                yield return change;
            }
        }
    }

    public async Task<int> TrimAsync(int bucket, long upTo, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var old = await FeedRowsAsync(table, bucket, -1, ["PartitionKey", "RowKey", "At"], cancellationToken)
            .TakeWhile(row => FeedRows.PositionOf(row) <= upTo && row.GetDateTimeOffset("At") < before)
            .ToListAsync(cancellationToken);
        foreach (var batch in old.Chunk(RowsInBatch))
        {
            await table.SubmitTransactionAsync(
                batch.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row)), cancellationToken);
        }

        return old.Count;
    }

    private static AsyncPageable<TableEntity> FeedRowsAsync(
        TableClient table, int bucket, long after, string[]? columns, CancellationToken cancellationToken)
    {
        var from = after < 0 ? CatalogKeys.FeedStart : CatalogKeys.Feed(after);
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {CatalogKeys.Buckets[bucket]} and RowKey gt {from} and RowKey lt {CatalogKeys.FeedEnd}");
        return table.QueryAsync<TableEntity>(filter, select: columns, cancellationToken: cancellationToken);
    }

    private async Task<CatalogRow> ToRowAsync(TableEntity row, CancellationToken cancellationToken)
    {
        var (canonical, position) = (row.GetString("Ref"), row.GetInt64("Position") ?? 0);
        if (EntityRow.IsTombstone(row))
        {
            return new(canonical, position, default) { IsRemoved = true };
        }

        var state = await EntityRow.ToStateAsync(row, _content, cancellationToken);
        var holder = state.Holder!;
        return new(canonical, position, holder.At)
        {
            Body = holder.Content.Json is { } json
                ? Encoding.UTF8.GetBytes(json)
                : await _content.GetAsync(holder.Content.Address!, cancellationToken),
            BodyAddress = holder.Content.Address,
            Etag = row.GetString("Etag"),
            Source = holder.Source,
            State = EntityDecoration.IsPlain(state)
                ? null
                : state with { Holder = holder with { Content = holder.Content with { Json = null } } },
        };
    }
}
