using Azure;
using Azure.Data.Tables;
using Platform.Core.Catalog.Locations;
using Platform.Core.Primitives;

namespace Platform.Adapters.Storage.Catalog;

/// <summary>One partition: there are thousands at most, and they are listed together.</summary>
internal sealed class TableRegisteredLocations(TableServiceClient service) : IRegisteredLocations
{
    private const string Partition = "locations";

    private readonly OnDemandTable _table = new(service, CatalogStorage.LocationsTable);

    public async Task<bool> AddAsync(RegisteredLocation location, CancellationToken cancellationToken)
    {
        var row = new TableEntity(Partition, Key(location.Id))
        {
            ["Id"] = location.Id,
            ["Type"] = location.Type,
            ["Target"] = location.Target,
            ["IsOptional"] = location.IsOptional,
            ["At"] = location.At,
            ["By"] = location.By,
        };
        try
        {
            await (await _table.GetAsync(cancellationToken)).AddEntityAsync(row, cancellationToken);
            return true;
        }
        catch (RequestFailedException there) when (there.Status == 409)
        {
            return false;
        }
    }

    public async Task<RegisteredLocation?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var row = await table.GetEntityIfExistsAsync<TableEntity>(Partition, Key(id), cancellationToken: cancellationToken);
        return row.HasValue ? ToLocation(row.Value!) : null;
    }

    public async Task<IReadOnlyList<RegisteredLocation>> ListAsync(CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var rows = table.QueryAsync<TableEntity>(row => row.PartitionKey == Partition, cancellationToken: cancellationToken);
        return [.. (await rows.Select(ToLocation).ToListAsync(cancellationToken))
            .OrderBy(location => location.At).ThenBy(location => location.Id, StringComparer.Ordinal)];
    }

    public async Task<bool> RemoveAsync(string id, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var row = await table.GetEntityIfExistsAsync<TableEntity>(Partition, Key(id), ["RowKey"], cancellationToken);
        if (row.HasValue)
        {
            await table.DeleteEntityAsync(Partition, Key(id), cancellationToken: cancellationToken);
        }

        return row.HasValue;
    }

    /// <summary>A hash, because whoever asks may ask for any text.</summary>
    private static string Key(string id) => ContentHash.Of(id);

    private static RegisteredLocation ToLocation(TableEntity row) => new(
        row.GetString("Id"),
        row.GetString("Type"),
        row.GetString("Target"),
        row.GetBoolean("IsOptional") == true,
        row.GetDateTimeOffset("At")!.Value,
        row.GetString("By"));
}
