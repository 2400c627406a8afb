using Azure;
using Azure.Data.Tables;
using Platform.Core.Catalog;
using Platform.Core.Primitives;

namespace Platform.Adapters.Storage.Catalog;

/// <summary>
/// One row per location, spread over 16 partitions by the hash of the location; each ingestion of a file reads and writes one
/// row.
/// </summary>
internal sealed class TableLocationReports(TableServiceClient service) : ILocationReports
{
    /// <summary>A property holds 32 Ki characters; problems beyond that are counted and not kept.</summary>
    private const int LongestProblems = 30_000;

    private readonly OnDemandTable _table = new(service, CatalogStorage.ProblemsTable);

    public async Task ReplaceAsync(LocationReport report, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        while (true)
        {
            var stored = await FindRowAsync(table, report.Location, cancellationToken);
            if (stored?.GetDateTimeOffset("At") > report.At)
            {
                return;
            }

            try
            {
                var row = ToRow(report);
                await (stored is null
                    ? table.AddEntityAsync(row, cancellationToken)
                    : table.UpdateEntityAsync(row, stored.ETag, TableUpdateMode.Replace, cancellationToken));
                return;
            }
            catch (RequestFailedException raced) when (raced.Status is 409 or 412)
            {
                // Another message about the same file was quicker; the newer of the two wins.
            }
        }
    }

    public async Task<LocationReport> FindAsync(string location, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        return await FindRowAsync(table, location, cancellationToken) is { } row
            ? new(
                location,
                row.GetDateTimeOffset("At"),
                row.GetInt32("Total") ?? 0,
                PlatformJson.Deserialize<IReadOnlyList<Problem>>(row.GetString("Problems")))
            : new(location, null, 0, []);
    }

    private static async Task<TableEntity?> FindRowAsync(TableClient table, string location, CancellationToken cancellationToken)
    {
        var (partition, key) = Keys(location);
        var row = await table.GetEntityIfExistsAsync<TableEntity>(partition, key, cancellationToken: cancellationToken);
        return row.HasValue ? row.Value : null;
    }

    private static TableEntity ToRow(LocationReport report)
    {
        var (partition, key) = Keys(report.Location);
        var kept = report.Problems;
        var problems = PlatformJson.Serialize(kept);
        while (problems.Length > LongestProblems)
        {
            kept = [.. kept.Take(kept.Count / 2)];
            problems = PlatformJson.Serialize(kept);
        }

        return new(partition, key)
        {
            ["Location"] = report.Location,
            ["At"] = report.At,
            ["Total"] = report.Total,
            ["Problems"] = problems,
        };
    }

    private static (string Partition, string Key) Keys(string location)
    {
        var hash = ContentHash.Of(location);
        return (hash[..1], hash);
    }
}
