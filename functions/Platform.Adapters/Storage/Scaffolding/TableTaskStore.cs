using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Adapters.Storage.Scaffolding;

public sealed class TableTaskStore(TableServiceClient tables, IContentStore contents) : ITaskStore
{
    private readonly OnDemandTable _table = new(tables, ScaffoldTables.Tasks);

    // A spec never changes and every activity of a task needs it. Kept as text, because JSON nodes are not to be shared.
    private readonly RecentValues<TaskId, string> _specs = new(capacity: 256);

    public async Task<TaskCreation> CreateAsync(ScaffoldTask task, string fingerprint, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var spec = await contents.PutTextAsync(PlatformJson.Serialize(task.Spec), cancellationToken);
        try
        {
            await table.SubmitTransactionAsync(
                [
                    new(TableTransactionActionType.Add, TaskRow.Write(task, fingerprint, spec)),
                    new(TableTransactionActionType.Add, TaskRow.WriteOpen(task)),
                    new(TableTransactionActionType.UpsertReplace, TaskListRow.Write(task)),
                ],
                cancellationToken);
            return new(TaskCreationOutcome.Created, task.Id);
        }
        catch (TableTransactionFailedException refused) when (refused.Status == 409)
        {
            var found = await table.GetEntityAsync<TableEntity>(
                TaskRow.PartitionOf(task.Id), TaskRow.RowOf(task.Id), ["Fingerprint"], cancellationToken);
            var same = found.Value.GetString("Fingerprint") == fingerprint;
            return new(same ? TaskCreationOutcome.Repeated : TaskCreationOutcome.KeyTaken, task.Id);
        }
    }

    public async Task<ScaffoldTask?> FindAsync(TaskId id, CancellationToken cancellationToken) =>
        (await ReadAsync(id, cancellationToken))?.Task;

    public async Task<ScaffoldTask> ChangeAsync(
        TaskId id, Func<ScaffoldTask, ScaffoldTask> change, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        while (true)
        {
            var (task, etag) = await ReadAsync(id, cancellationToken)
                ?? throw new InvalidOperationException($"There is no task {id}.");
            var changed = change(task);
            if (changed == task)
            {
                return task;
            }

            var actions = new List<TableTransactionAction>
            {
                new(TableTransactionActionType.UpdateMerge, TaskRow.WriteStatus(changed), etag),
            };
            if (changed.Status != task.Status)
            {
                actions.Add(new(TableTransactionActionType.UpsertReplace, TaskListRow.Write(changed)));
            }

            if (changed.HasEnded != task.HasEnded)
            {
                var open = TaskRow.WriteOpen(changed);
                actions.Add(changed.HasEnded
                    ? new(TableTransactionActionType.Delete, open, ETag.All)
                    : new(TableTransactionActionType.UpsertReplace, open));
            }

            try
            {
                await table.SubmitTransactionAsync(actions, cancellationToken);
                return changed;
            }
            catch (TableTransactionFailedException conflict) when (conflict.Status == 412)
            {
                // Someone else moved the task; judge the change against the newer state.
            }
        }
    }

    public async Task<TaskPage> ListAsync(TaskListQuery query, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var found = await Task.WhenAll(TaskRow.Partitions.Select(
            partition => TaskListRow.ReadAsync(table, partition, cancellationToken)));
        var chosen = found.SelectMany(rows => rows).Where(task => task.Matches(query)).Sorted(query.Order).ToList();
        var page = await Task.WhenAll(
            chosen.Skip(query.Offset).Take(query.Limit).Select(task => FindAsync(task.Id, cancellationToken)));
        return new([.. page.OfType<ScaffoldTask>()], chosen.Count);
    }

    public async IAsyncEnumerable<UnfinishedTask> ListUnfinishedAsync(
        DateTimeOffset openedBefore, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        foreach (var partition in TaskRow.Partitions)
        {
            var rows = table.QueryAsync<TableEntity>(TaskRow.OpenRowsOf(partition), cancellationToken: cancellationToken);
            await foreach (var row in rows)
            {
                var found = TaskRow.ReadOpen(row);
                if (found.OpenedAt < openedBefore)
                {
                    yield return found;
                }
            }
        }
    }

    private async Task<(ScaffoldTask Task, ETag ETag)?> ReadAsync(TaskId id, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var known = _specs.TryGet(id, out var spec);
        var found = await table.GetEntityIfExistsAsync<TableEntity>(
            TaskRow.PartitionOf(id), TaskRow.RowOf(id), known ? TaskRow.AllButSpec : null, cancellationToken);
        if (found is not { HasValue: true, Value: { } row })
        {
            return null;
        }

        spec ??= await contents.GetTextAsync(row.GetString("Spec"), cancellationToken);
        _specs.Set(id, spec);
        return (TaskRow.Read(row, PlatformJson.Deserialize<TaskSpec>(spec)), row.ETag);
    }
}
