using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions.Remote;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Adapters.Storage.Scaffolding;

/// <summary>Partition = task, row = run of the task and key of the call: a task makes few, and nobody lists them.</summary>
internal sealed class TableRemoteCalls(TableServiceClient tables, IContentStore contents) : IRemoteCallStore
{
    private readonly OnDemandTable _table = new(tables, ScaffoldTables.RemoteCalls);

    public async Task<RemoteCall> FindAsync(RemoteCallId id, CancellationToken cancellationToken) =>
        (await ReadAsync(id, cancellationToken)).Call;

    public async Task<RemoteCall> ChangeAsync(
        RemoteCallId id, Func<RemoteCall, RemoteCall?> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (call, etag) = await ReadAsync(id, cancellationToken);
            if (change(call) is not { } changed)
            {
                return call;
            }

            if (await TryWriteAsync(id, changed, etag, cancellationToken))
            {
                return changed;
            }
        }
    }

    private async Task<(RemoteCall Call, ETag? Etag)> ReadAsync(RemoteCallId id, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var found = await table.GetEntityIfExistsAsync<TableEntity>(id.TaskId, Row(id), cancellationToken: cancellationToken);
        return found is { HasValue: true, Value: { } row }
            ? (PlatformJson.Deserialize<RemoteCall>(
                await contents.GetTextAsync(row.GetString("Call"), cancellationToken)), row.ETag)
            : (new RemoteCall(), null);
    }

    private async Task<bool> TryWriteAsync(RemoteCallId id, RemoteCall call, ETag? etag, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var row = new TableEntity(id.TaskId, Row(id))
        {
            ["Call"] = await contents.PutTextAsync(PlatformJson.Serialize(call), cancellationToken),
        };
        try
        {
            await (etag is { } known
                ? table.UpdateEntityAsync(row, known, TableUpdateMode.Replace, cancellationToken)
                : table.AddEntityAsync(row, cancellationToken));
            return true;
        }
        catch (RequestFailedException lost) when (lost.Status == 412 || lost.ErrorCode == TableErrorCode.EntityAlreadyExists)
        {
            return false;
        }
    }

    private static string Row(RemoteCallId id) => string.Create(CultureInfo.InvariantCulture, $"{id.Run:d4}|{id.Key}");
}
