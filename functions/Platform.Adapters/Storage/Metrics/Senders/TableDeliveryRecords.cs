using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Platform.Core.Metrics.Senders;
using Platform.Core.Primitives;

namespace Platform.Adapters.Storage.Metrics.Senders;

/// <summary>
/// What became of deliveries: 16 partitions a day, two rows a second each at 35 a second; and by key who was handled, 256
/// partitions. A day's records are forgotten together with what they say was handled.
/// </summary>
internal sealed class TableDeliveryRecords(TableServiceClient tables, BlobServiceClient blobs) : IDeliveryRecords
{
    private const string Digits = "0123456789abcdef";

    /// <summary>A timer that did not run for a month has nothing older to look for.</summary>
    private const int DaysBack = 31;

    private readonly OnDemandTable _records = new(tables, SenderStorage.RecordsTable);
    private readonly OnDemandTable _handled = new(tables, SenderStorage.HandledTable);
    private readonly ContentContainer _bodies = new(blobs, MetricsStorage.BodiesContainer);

    public async Task<bool> WasHandledAsync(string key, CancellationToken cancellationToken)
    {
        var table = await _handled.GetAsync(cancellationToken);
        var row = await table.GetEntityIfExistsAsync<TableEntity>(key[..2], key, ["RowKey"], cancellationToken);
        return row.HasValue;
    }

    public async Task RecordAsync(DeliveryRecord record, CancellationToken cancellationToken)
    {
        var records = await _records.GetAsync(cancellationToken);
        var row = new TableEntity(Partition(DayOf(record), record.Key[0]), record.Key)
        {
            ["Sender"] = record.Sender,
            ["Outcome"] = $"{record.Outcome}",
            ["Reason"] = record.Reason,
        };
        var body = System.Text.Encoding.UTF8.GetBytes(PlatformJson.Serialize(record));
        await RowBody.PutAsync(row, body, _bodies, cancellationToken);
        await records.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
        if (record.Outcome != DeliveryOutcome.Incomplete)
        {
            var handled = await _handled.GetAsync(cancellationToken);
            await handled.UpsertEntityAsync(
                new TableEntity(record.Key[..2], record.Key), TableUpdateMode.Replace, cancellationToken);
        }
    }

    public async Task<IReadOnlyList<DeliveryRecord>> ListAsync(
        DeliveryRecordQuery query, CancellationToken cancellationToken)
    {
        var table = await _records.GetAsync(cancellationToken);
        var found = new List<DeliveryRecord>();
        foreach (var digit in Digits)
        {
            var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition(query.Day, digit)}");
            filter += query.Sender is { } sender ? TableClient.CreateQueryFilter($" and Sender eq {sender}") : string.Empty;
            filter += query.Outcome?.ToString() is { } outcome
                ? TableClient.CreateQueryFilter($" and Outcome eq {outcome}") : string.Empty;
            filter += query.Reason is { } reason ? TableClient.CreateQueryFilter($" and Reason eq {reason}") : string.Empty;
            await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            {
                if (found.Count == query.Most)
                {
                    return found;
                }

                var body = await RowBody.GetAsync(row, _bodies, cancellationToken)
                    ?? throw new InvalidDataException($"The delivery {row.RowKey} has no record.");
                found.Add(PlatformJson.Deserialize<DeliveryRecord>(System.Text.Encoding.UTF8.GetString(body.Span)));
            }
        }

        return found;
    }

    public async Task<int> ForgetAsync(DateOnly before, CancellationToken cancellationToken)
    {
        var removed = 0;
        for (var day = before.AddDays(-DaysBack); day < before; day = day.AddDays(1))
        {
            foreach (var digit in Digits)
            {
                removed += await ForgetAsync(Partition(day, digit), cancellationToken);
            }
        }

        return removed;
    }

    private async Task<int> ForgetAsync(string partition, CancellationToken cancellationToken)
    {
        var (records, handled) = (await _records.GetAsync(cancellationToken), await _handled.GetAsync(cancellationToken));
        var removed = 0;
        await foreach (var row in records.QueryAsync<TableEntity>(
            row => row.PartitionKey == partition, select: ["PartitionKey", "RowKey"], cancellationToken: cancellationToken))
        {
            await handled.DeleteEntityAsync(row.RowKey[..2], row.RowKey, ETag.All, cancellationToken);
            await records.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
            removed++;
        }

        return removed;
    }

    private static DateOnly DayOf(DeliveryRecord record) => DateOnly.FromDateTime(record.ReceivedAt.UtcDateTime);

    private static string Partition(DateOnly day, char digit) => $"{MetricsKeys.Day(day)}|{digit}";
}
