using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Platform.Core.Primitives;
using Platform.Core.Queues;

namespace Platform.Adapters.Storage.Queues;

/// <summary>
/// One partition per queue; failing messages are rare. Bodies are in blobs: 64 KiB of text don't fit a row's property.
/// </summary>
internal sealed class TablePoisonRecords(TableServiceClient tables, BlobServiceClient blobs) : IPoisonRecords
{
    private const int LongestReasons = 30_000;

    private readonly OnDemandTable _table = new(tables, QueueStorage.PoisonTable);
    private readonly ContentContainer _bodies = new(blobs, QueueStorage.PoisonContainer);

    public async Task RecordAsync(PoisonRecord record, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var address = await _bodies.PutAsync(record.Body, cancellationToken);
        var row = new TableEntity(record.Queue, address)
        {
            ["MessageId"] = record.MessageId,
            ["At"] = record.At,
            ["GivenUp"] = record.GivenUp,
            ["Failures"] = record.Failures,
            ["Reasons"] = Fitting(record.Reasons),
        };
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    public async Task ForgetAsync(string queue, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var key = ContentHash.Of(body.Span);
        var stored = await table.GetEntityIfExistsAsync<TableEntity>(queue, key, cancellationToken: cancellationToken);
        if (stored.HasValue && stored.Value!.GetBoolean("GivenUp") == false)
        {
            await table.DeleteEntityAsync(queue, key, ETag.All, cancellationToken);
        }
    }

    public async Task<PoisonRecord?> FindAsync(string queue, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var row = await table.GetEntityIfExistsAsync<TableEntity>(
            queue, ContentHash.Of(body.Span), cancellationToken: cancellationToken);
        return row.HasValue ? FromRow(row.Value!, body) : null;
    }

    public async Task<int> CountAsync(string queue, int most, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var rows = table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {queue} and GivenUp eq true"), most, ["RowKey"], cancellationToken);
        return await rows.Take(most).CountAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<PoisonRecord>> ListAsync(string queue, int most, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var records = new List<PoisonRecord>();
        var rows = table.QueryAsync<TableEntity>(row => row.PartitionKey == queue, cancellationToken: cancellationToken);
        await foreach (var row in rows.Take(most).WithCancellation(cancellationToken))
        {
            records.Add(FromRow(row, await _bodies.FindAsync(row.RowKey, cancellationToken) ?? ReadOnlyMemory<byte>.Empty));
        }

        return records;
    }

    private static PoisonRecord FromRow(TableEntity row, ReadOnlyMemory<byte> body) => new(
        row.PartitionKey,
        row.GetString("MessageId"),
        body,
        PlatformJson.Deserialize<IReadOnlyList<Problem>>(row.GetString("Reasons")),
        row.GetDateTimeOffset("At")!.Value,
        row.GetBoolean("GivenUp") == true,
        row.GetInt32("Failures") ?? 0);

    private static string Fitting(IReadOnlyList<Problem> reasons)
    {
        var text = PlatformJson.Serialize(reasons);
        return text.Length <= LongestReasons ? text : Fitting([.. reasons.Take(reasons.Count / 2)]);
    }
}
