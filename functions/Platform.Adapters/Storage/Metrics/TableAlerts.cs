using System.Text;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Platform.Core.Metrics.Alerts;
using Platform.Core.Primitives;

namespace Platform.Adapters.Storage.Metrics;

/// <summary>
/// A row per alert, all in one partition: 1,000 are a page, and a look writes those that it sees, some hundred in 15 minutes.
/// </summary>
internal sealed class TableAlerts(TableServiceClient tables, BlobServiceClient blobs) : IAlertStore
{
    private const string Partition = "alert";

    private readonly OnDemandTable _table = new(tables, MetricsStorage.AlertsTable);
    private readonly ContentContainer _bodies = new(blobs, MetricsStorage.BodiesContainer);

    public async Task<IReadOnlyList<Alert>> ListAsync(CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var found = new List<Alert>();
        await foreach (var row in table.QueryAsync<TableEntity>(
            row => row.PartitionKey == Partition, cancellationToken: cancellationToken))
        {
            found.Add(await ReadAsync(row, cancellationToken));
        }

        return found;
    }

    public async Task<Alert?> FindAsync(string id, CancellationToken cancellationToken) =>
        await FindRowAsync(id, cancellationToken) is { } row ? await ReadAsync(row, cancellationToken) : null;

    public async Task<Alert?> ChangeAsync(string id, Func<Alert?, Alert?> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var found = await FindRowAsync(id, cancellationToken);
            var known = found is null ? null : await ReadAsync(found, cancellationToken);
            if (change(known) is not { } changed)
            {
                return known;
            }

            var row = new TableEntity(Partition, id);
            await RowBody.PutAsync(row, Encoding.UTF8.GetBytes(PlatformJson.Serialize(changed)), _bodies, cancellationToken);
            try
            {
                var table = await _table.GetAsync(cancellationToken);
                await (found is null
                    ? table.AddEntityAsync(row, cancellationToken)
                    : table.UpdateEntityAsync(row, found.ETag, TableUpdateMode.Replace, cancellationToken));
                return changed;
            }
            catch (RequestFailedException conflict) when (conflict.Status is 409 or 412)
            {
                // Somebody else was faster; their state is changed then.
            }
        }
    }

    private async Task<TableEntity?> FindRowAsync(string id, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var found = await table.GetEntityIfExistsAsync<TableEntity>(Partition, id, cancellationToken: cancellationToken);
        return found.HasValue ? found.Value : null;
    }

    private async Task<Alert> ReadAsync(TableEntity row, CancellationToken cancellationToken)
    {
        var body = await RowBody.GetAsync(row, _bodies, cancellationToken)
            ?? throw new InvalidDataException($"The alert {row.RowKey} has no body.");
        return PlatformJson.Deserialize<Alert>(Encoding.UTF8.GetString(body.Span));
    }
}
