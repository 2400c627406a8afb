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
    private readonly RecentTasks _recent = new();

    public async Task<TaskCreation> CreateAsync(ScaffoldTask task, string fingerprint, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var text = PlatformJson.Serialize(task.Spec);
        var spec = await contents.PutTextAsync(text, cancellationToken);
        try
        {
            var written = await table.SubmitTransactionAsync(
                [
                    new(TableTransactionActionType.Add, TaskRow.Write(task, fingerprint, spec)),
                    new(TableTransactionActionType.Add, TaskRow.WriteOpen(task)),
                    new(TableTransactionActionType.UpsertReplace, TaskListRow.Write(task)),
                ],
                cancellationToken);
            _specs.Set(task.Id, text);
            _recent.Keep(task, written.Value[0].Headers.ETag);
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
        for (var recent = Recall(id); ; recent = null)
        {
            var (task, etag) = recent ?? await ReadAsync(id, cancellationToken)
                ?? throw new InvalidOperationException($"There is no task {id}.");
            if (!TryChange(task, change, isCurrent: recent is null, out var changed))
            {
                continue;
            }

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
                var written = await table.SubmitTransactionAsync(actions, cancellationToken);
                _recent.Keep(changed, written.Value[0].Headers.ETag);
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

    private (ScaffoldTask Task, ETag ETag)? Recall(TaskId id) =>
        _recent.Recall(id) is { } recent && _specs.TryGet(id, out var spec)
            ? (TaskRow.Own(recent.Task, PlatformJson.Deserialize<TaskSpec>(spec)), recent.ETag)
            : null;

    /// <summary>What may be out of date says neither that there is nothing to change nor that it must not be.</summary>
    private static bool TryChange(
        ScaffoldTask task, Func<ScaffoldTask, ScaffoldTask> change, bool isCurrent, out ScaffoldTask changed)
    {
        try
        {
            changed = change(task);
            return isCurrent || changed != task;
        }
        catch (InvalidOperationException) when (!isCurrent)
        {
            changed = task;
            return false;
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
