using Azure;
using Azure.Data.Tables;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Adapters.Storage.Scaffolding;

public sealed class TableEventLog(TableServiceClient tables, IContentStore contents, EventSignal signal, TimeProvider clock)
    : IEventLog
{
    private readonly OnDemandTable _table = new(tables, ScaffoldTables.Events);

    // What this process wrote last: most of a task's events come from one process, which then need not read the head, and whose
    // followers need not read the events. A head that is out of date loses its batch, and is read.
    private readonly RecentValues<TaskId, RecentEvents> _recent = new(capacity: 256);

    public async Task AppendAsync(TaskId task, IReadOnlyList<TaskEventDraft> drafts, CancellationToken cancellationToken)
    {
        _recent.TryGet(task, out var recent);
        var open = drafts.Where(draft => recent?.Has(draft.Key) != true);
        foreach (var chunk in open.DistinctBy(draft => draft.Key).Chunk(EventRow.DraftsPerBatch))
        {
            await AppendChunkAsync(task, chunk, cancellationToken);
        }

        signal.Raise(task);
    }

    public async Task<IReadOnlyList<TaskEvent>> ReadAsync(TaskId task, long after, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var (found, head) = await QueryAsync(table, task, after, cancellationToken);
        if (found.Count > 0 || head.End == 0)
        {
            return found;
        }

        // An end that is newer was written while the query ran; its batch may hold events before it.
        var last = head.End > after ? after : head.End - 1;
        return (await QueryAsync(table, task, last, cancellationToken)).Events;
    }

    public IReadOnlyList<TaskEvent>? Recall(TaskId task, long after) =>
        _recent.TryGet(task, out var recent) ? recent.After(after, clock.GetUtcNow() - EventSignal.LookAgain) : null;

    private async Task<(List<TaskEvent> Events, EventHead Head)> QueryAsync(
        TableClient table, TaskId task, long after, CancellationToken cancellationToken)
    {
        var found = new List<TaskEvent>();
        var head = EventHead.None;
        var filter = EventRow.After(task, after);
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            if (row.RowKey == EventRow.Head)
            {
                head = EventHead.Read(row);
            }
            else
            {
                found.Add(await ReadAsync(row, cancellationToken));
            }
        }

        return (found, head);
    }

    private async Task<TaskEvent> ReadAsync(TableEntity row, CancellationToken cancellationToken)
    {
        var body = await contents.GetTextAsync(row.GetString("Body"), cancellationToken);
        return EventRow.Read(row, PlatformJson.Deserialize<TaskEventBody>(body));
    }

    private async Task AppendChunkAsync(TaskId task, TaskEventDraft[] drafts, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        for (var attempt = 1; drafts.Length > 0; attempt++)
        {
            var head = (attempt == 1 ? GuessHead(task, drafts) : null) ?? await ReadHeadAsync(table, task, cancellationToken);
            var (after, events) = head.Follow(task, drafts, clock.GetUtcNow());
            try
            {
                var actions = await BatchAsync(task, head, after, drafts, events, cancellationToken);
                var written = await table.SubmitTransactionAsync(actions, cancellationToken);
                Remember(task, after with { ETag = written.Value[^1].Headers.ETag }, events, drafts);
                return;
            }
            catch (TableTransactionFailedException conflict) when (conflict.Status is 409 or 412)
            {
                // Another activity of the task was faster, or an earlier attempt of this one had got through.
                drafts = await WithoutKnownAsync(table, task, drafts, cancellationToken);
                var pause = TimeSpan.FromMilliseconds(Random.Shared.Next(5 * Math.Min(attempt, 20)));
                await Task.Delay(pause, clock, cancellationToken);
            }
        }
    }

    // The event that every log begins with finds no head, unless it is there already.
    private EventHead? GuessHead(TaskId task, TaskEventDraft[] drafts) =>
        _recent.TryGet(task, out var recent) && recent.Head is { } last ? last
            : drafts[0].Key == StepEvents.CreatedKey ? EventHead.None
            : null;

    private void Remember(TaskId task, EventHead head, IReadOnlyList<TaskEvent> events, TaskEventDraft[] drafts)
    {
        _recent.Set(task, new());
        if (_recent.TryGet(task, out var recent))
        {
            recent.Add(head, events);
            recent.Know(drafts.Select(draft => draft.Key));
        }
    }

    private async Task<List<TableTransactionAction>> BatchAsync(
        TaskId task, EventHead head, EventHead after, TaskEventDraft[] drafts, IReadOnlyList<TaskEvent> events,
        CancellationToken cancellationToken)
    {
        var actions = new List<TableTransactionAction>();
        if (head.End > 0 && events.Any(entry => entry.Type == TaskEventType.Recovered))
        {
            actions.Add(new(TableTransactionActionType.UpdateMerge, EventRow.WriteNoEnd(task, head.End), ETag.All));
        }

        foreach (var (entry, draft) in events.Zip(drafts))
        {
            var body = await contents.PutTextAsync(PlatformJson.Serialize(entry.Body), cancellationToken);
            actions.Add(new(TableTransactionActionType.Add, EventRow.Write(entry, body)));
            actions.Add(new(TableTransactionActionType.Add, EventRow.WriteKey(task, draft)));
        }

        actions.Add(head.Replace(task, after));
        return actions;
    }

    private static async Task<EventHead> ReadHeadAsync(TableClient table, TaskId task, CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(
            task.Value, EventRow.Head, cancellationToken: cancellationToken);
        return found is { HasValue: true, Value: { } row } ? EventHead.Read(row) : EventHead.None;
    }

    private static async Task<TaskEventDraft[]> WithoutKnownAsync(
        TableClient table, TaskId task, TaskEventDraft[] drafts, CancellationToken cancellationToken)
    {
        var known = await Task.WhenAll(drafts.Select(draft => table.GetEntityIfExistsAsync<TableEntity>(
            task.Value, EventRow.KeyRowOf(draft.Key), ["RowKey"], cancellationToken)));
        return [.. drafts.Where((_, i) => !known[i].HasValue)];
    }
}
