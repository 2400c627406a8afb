using System.Text;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Platform.Core.Catalog.Locations;
using Platform.Core.Primitives;

namespace Platform.Adapters.Storage.Catalog;

/// <summary>
/// A row per location, whose body is in a blob that was written before the row that names it, and a row per repository that a
/// location watches, in a partition of that repository: a push asks one partition. An unchanged reading writes nothing.
/// </summary>
internal sealed class TableLocationHoldings(TableServiceClient tables, BlobServiceClient blobs) : ILocationHoldings
{
    private const string Partition = "holdings";

    /// <summary>A property holds 32 Ki characters; a location that watches more watches the whole repository.</summary>
    private const int LongestPaths = 30_000;

    private readonly OnDemandTable _table = new(tables, CatalogStorage.HoldingsTable);
    private readonly ContentContainer _bodies = new(blobs, CatalogStorage.BodiesContainer);

    public async Task<LocationHoldings> FindAsync(string id, CancellationToken cancellationToken) =>
        await AddressAsync(id, cancellationToken) is { } address
        && await _bodies.FindAsync(address, cancellationToken) is { } body
            ? PlatformJson.Deserialize<LocationHoldings>(Encoding.UTF8.GetString(body.Span))
            : LocationHoldings.None(id);

    public async Task ReplaceAsync(LocationHoldings holdings, CancellationToken cancellationToken)
    {
        var body = Encoding.UTF8.GetBytes(PlatformJson.Serialize(holdings));
        if (await AddressAsync(holdings.Id, cancellationToken) == ContentHash.Of(body))
        {
            return;
        }

        var before = await FindAsync(holdings.Id, cancellationToken);
        var address = await _bodies.PutAsync(body, cancellationToken);
        // Watches first: one too many is a reading too many, one too few is a push that nobody hears.
        await WatchAsync(before, holdings, cancellationToken);
        var table = await _table.GetAsync(cancellationToken);
        var row = new TableEntity(Partition, ContentHash.Of(holdings.Id)) { ["Id"] = holdings.Id, ["Body"] = address };
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    public async Task RemoveAsync(string id, CancellationToken cancellationToken)
    {
        await WatchAsync(await FindAsync(id, cancellationToken), LocationHoldings.None(id), cancellationToken);
        var table = await _table.GetAsync(cancellationToken);
        await table.DeleteEntityAsync(Partition, ContentHash.Of(id), cancellationToken: cancellationToken);
    }

    public async Task<IReadOnlyList<LocationWatch>> ListWatchesAsync(string repository, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var partition = WatchPartition(repository);
        var rows = table.QueryAsync<TableEntity>(row => row.PartitionKey == partition, cancellationToken: cancellationToken);
        return await rows.Select(row => new LocationWatch(
            row.GetString("Id"),
            PlatformJson.Deserialize<IReadOnlyList<WatchedPath>>(row.GetString("Paths")))).ToListAsync(cancellationToken);
    }

    private async Task WatchAsync(LocationHoldings before, LocationHoldings now, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var (old, next) = (Watches(before), Watches(now));
        foreach (var (repository, paths) in next.Where(watch => old.GetValueOrDefault(watch.Key) != watch.Value))
        {
            var row = new TableEntity(WatchPartition(repository), ContentHash.Of(now.Id)) { ["Id"] = now.Id, ["Paths"] = paths };
            await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
        }

        foreach (var repository in old.Keys.Except(next.Keys))
        {
            await table.DeleteEntityAsync(
                WatchPartition(repository), ContentHash.Of(now.Id), cancellationToken: cancellationToken);
        }
    }

    private static Dictionary<string, string> Watches(LocationHoldings holdings) => holdings.Watched
        .GroupBy(path => path.Repository, StringComparer.Ordinal)
        .ToDictionary(paths => paths.Key, paths =>
        {
            var text = PlatformJson.Serialize(paths.ToList());
            return text.Length <= LongestPaths
                ? text
                : PlatformJson.Serialize(paths.Select(path => path with { Path = "**" }).Distinct().Take(50).ToList());
        });

    private static string WatchPartition(string repository) => "watch-" + ContentHash.Of(repository.ToLowerInvariant());

    private async Task<string?> AddressAsync(string id, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var row = await table.GetEntityIfExistsAsync<TableEntity>(
            Partition, ContentHash.Of(id), cancellationToken: cancellationToken);
        return row.HasValue ? row.Value!.GetString("Body") : null;
    }
}
