using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Platform.Core.Catalog.ForeignKinds;
using Platform.Core.Primitives;

namespace Platform.Adapters.Storage.Catalog;

/// <summary>One partition: there are few kinds, and they are read together, once for each descriptor.</summary>
internal sealed class TableKindDefinitions(TableServiceClient service) : IKindDefinitions
{
    private const string Partition = "kinds";

    private readonly OnDemandTable _table = new(service, CatalogStorage.KindsTable);

    public async Task<IReadOnlyList<KindDefinition>> ListAsync(CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var rows = table.QueryAsync<TableEntity>(row => row.PartitionKey == Partition, cancellationToken: cancellationToken);
        return await rows.Select(ToDefinition).ToListAsync(cancellationToken);
    }

    public async Task<KindDefinition?> FindAsync(string kind, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var row = await table.GetEntityIfExistsAsync<TableEntity>(Partition, Key(kind), cancellationToken: cancellationToken);
        return row.HasValue ? ToDefinition(row.Value!) : null;
    }

    public async Task PutAsync(KindDefinition definition, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var row = new TableEntity(Partition, Key(definition.Kind))
        {
            ["Kind"] = definition.Kind,
            ["ApiVersions"] = string.Join('\n', definition.ApiVersions),
            ["Schema"] = definition.Schema.ToJsonString(PlatformJson.Options),
        };
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    public async Task<bool> DeleteAsync(string kind, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var there = await table.GetEntityIfExistsAsync<TableEntity>(Partition, Key(kind), ["RowKey"], cancellationToken);
        if (there.HasValue)
        {
            await table.DeleteEntityAsync(Partition, Key(kind), cancellationToken: cancellationToken);
        }

        return there.HasValue;
    }

    /// <summary>A hash, because whoever asks may ask for any text.</summary>
    private static string Key(string kind) => ContentHash.Of(kind.ToLowerInvariant());

    private static KindDefinition ToDefinition(TableEntity row) => new(
        row.GetString("Kind"),
        row.GetString("ApiVersions").Split('\n'),
        (JsonObject)JsonNode.Parse(row.GetString("Schema"))!);
}
