using Azure;
using Azure.Data.Tables;
using Platform.Core.Metrics.Senders;
using Platform.Core.Primitives;

namespace Platform.Adapters.Storage.Metrics.Senders;

/// <summary>Partition = what the catalog doesn't know, row = delivery: who learns it reads one partition.</summary>
internal sealed class TableUnattributedDeliveries(TableServiceClient tables) : IUnattributedDeliveries
{
    private const string Envelope = "Envelope";
    private const string ReceivedAt = "ReceivedAt";

    private readonly OnDemandTable _table = new(tables, SenderStorage.WaitingTable);

    public async Task AddAsync(ComponentKey key, DeliveryEnvelope delivery, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var row = new TableEntity(TableComponentKeys.Partition(key), delivery.Key)
        {
            [Envelope] = PlatformJson.Serialize(delivery),
            [ReceivedAt] = delivery.ReceivedAt,
        };
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    public async Task<IReadOnlyList<DeliveryEnvelope>> ListAsync(ComponentKey key, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var partition = TableComponentKeys.Partition(key);
        return await table.QueryAsync<TableEntity>(row => row.PartitionKey == partition, cancellationToken: cancellationToken)
            .Select(row => PlatformJson.Deserialize<DeliveryEnvelope>(row.GetString(Envelope)))
            .ToListAsync(cancellationToken);
    }

    public async Task RemoveAsync(ComponentKey key, DeliveryEnvelope delivery, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        await table.DeleteEntityAsync(TableComponentKeys.Partition(key), delivery.Key, ETag.All, cancellationToken);
    }

    public async Task<int> ForgetAsync(DateTimeOffset receivedBefore, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var removed = 0;
        var filter = TableClient.CreateQueryFilter($"ReceivedAt lt {receivedBefore}");
        await foreach (var row in table.QueryAsync<TableEntity>(
            filter, select: ["PartitionKey", "RowKey"], cancellationToken: cancellationToken))
        {
            await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
            removed++;
        }

        return removed;
    }
}
