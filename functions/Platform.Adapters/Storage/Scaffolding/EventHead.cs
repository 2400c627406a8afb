using Azure;
using Azure.Data.Tables;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Adapters.Storage.Scaffolding;

/// <summary>The last id of a task's events. Each batch replaces it as it was read, so ids have no gaps and no
/// doubles.</summary>
/// <param name="End">Id of the event that ended the task; 0 while it runs.</param>
/// <param name="Percent">The most that an event of the present run has said.</param>
internal sealed record EventHead(long Last, long End, int Percent, ETag? ETag)
{
    public static readonly EventHead None = new(0, 0, 0, null);

    public static EventHead Read(TableEntity row) => new(
        row.GetInt64("Last")!.Value, row.GetInt64("End")!.Value, row.GetInt32("Percent") ?? 0, row.ETag);

    /// <summary>
    /// The head after some events, and the events. Of steps beside each other, none tells a smaller percentage than was told
    /// before; an end that another run follows is a line among others.
    /// </summary>
    public (EventHead After, IReadOnlyList<TaskEvent> Events) Follow(
        TaskId task, IReadOnlyList<TaskEventDraft> drafts, DateTimeOffset at)
    {
        var (head, events) = (this with { ETag = null }, new List<TaskEvent>());
        foreach (var draft in drafts)
        {
            var least = draft.Type == TaskEventType.Recovered ? 0 : head.Percent;
            var body = draft.Body.Percent < least ? draft.Body with { Percent = least } : draft.Body;
            var id = head.Last + 1;
            if (draft.Type == TaskEventType.Recovered)
            {
                events = [.. events.Select(entry => entry.IsEnd ? entry with { Type = TaskEventType.Log } : entry)];
            }

            events.Add(new(id, task, draft.Type, body, at));
            var end = events[^1].IsEnd ? id : draft.Type == TaskEventType.Recovered ? 0 : head.End;
            head = head with { Last = id, End = end, Percent = body.Percent ?? least };
        }

        return (head, events);
    }

    /// <summary>To be written where this one was read.</summary>
    public TableTransactionAction Replace(TaskId task, EventHead after)
    {
        var row = new TableEntity(task.Value, EventRow.Head)
        {
            ["Last"] = after.Last,
            ["End"] = after.End,
            ["Percent"] = after.Percent,
        };
        return ETag is { } etag
            ? new(TableTransactionActionType.UpdateReplace, row, etag)
            : new(TableTransactionActionType.Add, row);
    }
}
