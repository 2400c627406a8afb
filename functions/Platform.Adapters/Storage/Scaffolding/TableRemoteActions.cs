using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Actions.Remote;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Adapters.Storage.Scaffolding;

/// <summary>One partition: there are few remote actions, and they are read together.</summary>
internal sealed class TableRemoteActions(TableServiceClient tables, IContentStore contents) : IRemoteActionStore
{
    private const string Partition = "actions";

    private readonly OnDemandTable _table = new(tables, ScaffoldTables.RemoteActions);

    public async Task<IReadOnlyList<RemoteActionDefinition>> ListAsync(CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        List<RemoteActionDefinition> found = [];
        await foreach (var row in table.QueryAsync<TableEntity>(
            row => row.PartitionKey == Partition, cancellationToken: cancellationToken))
        {
            var document = await contents.GetTextAsync(row.GetString("Document"), cancellationToken);
            // What an older version of the platform took and this one doesn't is left out, as if it were not there.
            if (RemoteActionDocument.Read(row.GetString("Id"), JsonNode.Parse(document)!.AsObject()).Value is { } action)
            {
                found.Add(action);
            }
        }

        return found;
    }

    public async Task PutAsync(RemoteActionDefinition definition, CancellationToken cancellationToken)
    {
        var document = RemoteActionDocument.Write(definition).ToJsonString(PlatformJson.Options);
        var row = new TableEntity(Partition, definition.Name)
        {
            ["Id"] = definition.Id,
            ["Document"] = await contents.PutTextAsync(document, cancellationToken),
        };
        var table = await _table.GetAsync(cancellationToken);
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    public async Task<bool> DeleteAsync(string id, int version, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var key = ActionName.Of(id, version);
        var there = await table.GetEntityIfExistsAsync<TableEntity>(Partition, key, ["RowKey"], cancellationToken);
        if (there.HasValue)
        {
            await table.DeleteEntityAsync(Partition, key, cancellationToken: cancellationToken);
        }

        return there.HasValue;
    }
}
