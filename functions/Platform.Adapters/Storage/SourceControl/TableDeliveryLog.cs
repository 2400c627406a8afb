using Azure.Data.Tables;
using Platform.Core.SourceControl;

namespace Platform.Adapters.Storage.SourceControl;

/// <summary>
/// Deliveries by what they say, in 16 partitions: one read and one write a delivery, 16,000 deliveries a second.
/// </summary>
internal sealed class TableDeliveryLog(TableServiceClient service, TimeProvider clock) : IDeliveryLog
{
    internal const string Table = "githubdeliveries";

    private readonly OnDemandTable _table = new(service, Table);

    public async Task<bool> WasHandledAsync(GitHubDelivery delivery, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var row = await table.GetEntityIfExistsAsync<TableEntity>(
            Partition(delivery), delivery.Fingerprint, cancellationToken: cancellationToken);
        return row.HasValue;
    }

    public async Task MarkHandledAsync(GitHubDelivery delivery, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var row = new TableEntity(Partition(delivery), delivery.Fingerprint)
        {
            ["DeliveryId"] = delivery.Id,
            ["Event"] = delivery.Event,
            ["HandledAt"] = clock.GetUtcNow(),
        };
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    private static string Partition(GitHubDelivery delivery) => delivery.Fingerprint[..1];
}
