using System.Globalization;
using Azure.Data.Tables;
using Platform.Core.Catalog.Locations;
using Platform.Core.Primitives;

namespace Platform.Adapters.Storage.Catalog;

/// <summary>A partition per day, which the id names, so that the old ones are found without looking at the others.</summary>
internal sealed class TableCatalogOperations(TableServiceClient service) : ICatalogOperations
{
    private const int LongestProperty = 30_000;
    private const int DayLength = 8;

    private readonly OnDemandTable _table = new(service, CatalogStorage.OperationsTable);

    public async Task PutAsync(CatalogOperation operation, CancellationToken cancellationToken)
    {
        var text = PlatformJson.Serialize(operation);
        for (var kept = operation.Result?.Problems.Count ?? 0; text.Length > LongestProperty; kept /= 2)
        {
            var problems = operation.Result!.Problems.Take(kept / 2).ToList();
            text = PlatformJson.Serialize(operation with { Result = operation.Result with { Problems = problems } });
        }

        var table = await _table.GetAsync(cancellationToken);
        var row = new TableEntity(Partition(operation.Id), ContentHash.Of(operation.Id)) { ["Operation"] = text };
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    public async Task<CatalogOperation?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var row = await table.GetEntityIfExistsAsync<TableEntity>(
            Partition(id), ContentHash.Of(id), cancellationToken: cancellationToken);
        return row.HasValue ? PlatformJson.Deserialize<CatalogOperation>(row.Value!.GetString("Operation")) : null;
    }

    public async Task ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var end = before.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var rows = table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey lt {end}"),
            select: ["PartitionKey", "RowKey"],
            cancellationToken: cancellationToken);
        await foreach (var row in rows)
        {
            await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: cancellationToken);
        }
    }

    /// <summary>Whoever asks may ask for any text; what has no day is in no partition of one.</summary>
    private static string Partition(string id) =>
        id.Length > DayLength && id[..DayLength].All(char.IsAsciiDigit) ? id[..DayLength] : "other";
}
