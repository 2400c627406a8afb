using Azure;
using Azure.Data.Tables;
using Platform.Adapters.Storage.Metrics;
using Platform.Core.Drift.Collection;

namespace Platform.Adapters.Storage.Drift.Facts;

/// <summary>
/// A row per component and environment, written once a day at most: 5,000 components in three environments are 15 pages, and
/// 15,000 writes on a day on which all of them are deployed.
/// </summary>
internal sealed class TableDeploymentSigns(TableServiceClient tables) : IDeploymentSigns
{
    private const string Partition = "signs";
    private const string Beginning = "beginning";
    private const int Attempts = 20;

    private readonly OnDemandTable _table = new(tables, DriftFactsStorage.DeploymentsTable);

    public async Task<IReadOnlyList<DeploymentSign>> ListAsync(CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        return await table
            .QueryAsync<TableEntity>(row => row.PartitionKey == Partition, cancellationToken: cancellationToken)
            .Select(Read)
            .ToListAsync(cancellationToken);
    }

    public async Task<DateTimeOffset?> SinceAsync(CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var found = await table.GetEntityIfExistsAsync<TableEntity>(Beginning, Beginning, cancellationToken: cancellationToken);
        return found.HasValue ? found.Value!.GetDateTimeOffset("At") : null;
    }

    public async Task NoteAsync(DeploymentSign sign, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        await BeginAsync(table, sign.LastAt, cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            var key = MetricsKeys.Name($"{sign.Component} {sign.Environment}");
            var found = await table.GetEntityIfExistsAsync<TableEntity>(Partition, key, cancellationToken: cancellationToken);
            var known = found.HasValue ? Read(found.Value!) : null;
            if (known is not null && DayOf(known.LastAt) >= DayOf(sign.LastAt))
            {
                return;
            }

            var row = new TableEntity(Partition, key)
            {
                ["Component"] = sign.Component,
                ["Environment"] = sign.Environment,
                ["Tier"] = sign.Tier,
                ["LastAt"] = sign.LastAt,
                ["Count"] = (known?.Count ?? 0) + 1,
                ["Repository"] = sign.Repository ?? known?.Repository,
            };
            try
            {
                await (found.HasValue
                    ? table.UpdateEntityAsync(row, found.Value!.ETag, TableUpdateMode.Replace, cancellationToken)
                    : table.AddEntityAsync(row, cancellationToken));
                return;
            }
            catch (RequestFailedException raced) when (raced.Status is 404 or 409 or 412 && attempt < Attempts)
            {
                // Another event of the same component was quicker.
            }
        }
    }

    private static async Task BeginAsync(TableClient table, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(Beginning, Beginning, cancellationToken: cancellationToken);
        if (!found.HasValue || found.Value!.GetDateTimeOffset("At") > at)
        {
            await table.UpsertEntityAsync(
                new TableEntity(Beginning, Beginning) { ["At"] = at }, TableUpdateMode.Replace, cancellationToken);
        }
    }

    private static DeploymentSign Read(TableEntity row) => new(
        row.GetString("Component"), row.GetString("Environment"), row.GetString("Tier"),
        row.GetDateTimeOffset("LastAt")!.Value, row.GetInt32("Count") ?? 1, row.GetString("Repository"));

    private static DateTime DayOf(DateTimeOffset at) => at.UtcDateTime.Date;
}
