using Azure.Data.Tables;
using Platform.Core.Primitives;
using Platform.Core.SourceControl;

namespace Platform.Adapters.Storage.SourceControl;

/// <summary>Deliveries by their GUID, in 16 partitions: one read and one write a delivery, 16,000 deliveries a second.</summary>
internal sealed class TableDeliveryLog(TableServiceClient service, TimeProvider clock) : IDeliveryLog
{
    internal const string Table = "githubdeliveries";

    private readonly OnDemandTable _table = new(service, Table);

    public async Task<bool> WasHandledAsync(string deliveryId, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var row = await table.GetEntityIfExistsAsync<TableEntity>(
            Partition(deliveryId), deliveryId, cancellationToken: cancellationToken);
        return row.HasValue;
    }

    public async Task MarkHandledAsync(GitHubDelivery delivery, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var row = new TableEntity(Partition(delivery.Id), delivery.Id)
        {
            ["Event"] = delivery.Event,
            ["HandledAt"] = clock.GetUtcNow(),
        };
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    private static string Partition(string deliveryId) => ContentHash.Of(deliveryId)[..1];
}
