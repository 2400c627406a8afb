using Azure;
using Azure.Data.Tables;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions.Deploying;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Adapters.Storage.Scaffolding;

/// <summary>A partition per application: one row with its newest state, and one for each task that waits.</summary>
public sealed class TableArgoCdStates(TableServiceClient tables) : IArgoCdStates
{
    private const string State = "state";
    private const string Waiter = "w:";

    private readonly OnDemandTable _table = new(tables, ScaffoldTables.ArgoCd);

    public async Task RecordAsync(ArgoCdState state, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        while (true)
        {
            var found = await FindRowAsync(table, state.Application, cancellationToken);
            if (found is not null && IsNewer(Read(found), state))
            {
                return;
            }

            var row = new TableEntity(KeyOf(state.Application), State) { ["Body"] = PlatformJson.Serialize(state) };
            try
            {
                await (found is null
                    ? table.AddEntityAsync(row, cancellationToken)
                    : table.UpdateEntityAsync(row, found.ETag, TableUpdateMode.Replace, cancellationToken));
                return;
            }
            catch (RequestFailedException conflict) when (conflict.Status is 409 or 412)
            {
                // Another notification of the application came at once; judge against it.
            }
        }
    }

    public async Task<ArgoCdState?> FindAsync(string application, CancellationToken cancellationToken)
    {
        var row = await FindRowAsync(await _table.GetAsync(cancellationToken), application, cancellationToken);
        return row is null ? null : Read(row);
    }

    public Task AddWaiterAsync(string application, TaskId task, CancellationToken cancellationToken) => _table.WriteAsync(
        table => table.UpsertEntityAsync(
            new TableEntity(KeyOf(application), $"{Waiter}{task}"), TableUpdateMode.Replace, cancellationToken),
        cancellationToken);

    public async Task RemoveWaiterAsync(string application, TaskId task, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        await table.DeleteEntityAsync(KeyOf(application), $"{Waiter}{task}", cancellationToken: cancellationToken);
    }

    public async Task<IReadOnlyList<TaskId>> WaitersAsync(string application, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var partition = KeyOf(application);
        return await table.QueryAsync<TableEntity>(
                row => row.PartitionKey == partition && row.RowKey.CompareTo(Waiter) >= 0, cancellationToken: cancellationToken)
            .Select(row => TaskId.Parse(row.RowKey[Waiter.Length..]))
            .ToListAsync(cancellationToken);
    }

    // Notifications may overtake each other; health may change without an operation.
    private static bool IsNewer(ArgoCdState known, ArgoCdState told) =>
        known.StartedAt > told.StartedAt || (known.StartedAt == told.StartedAt && known.FinishedAt > told.FinishedAt);

    private static async Task<TableEntity?> FindRowAsync(
        TableClient table, string application, CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(
            KeyOf(application), State, cancellationToken: cancellationToken);
        return found.HasValue ? found.Value : null;
    }

    private static ArgoCdState Read(TableEntity row) => PlatformJson.Deserialize<ArgoCdState>(row.GetString("Body"));

    // A name may hold what keys can't, for it comes from outside.
    private static string KeyOf(string application) => ContentHash.Of(application)[..32];
}
