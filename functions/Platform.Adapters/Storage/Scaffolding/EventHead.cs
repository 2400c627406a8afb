using Azure;
using Azure.Data.Tables;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Adapters.Storage.Scaffolding;

/// <summary>The last id of a task's events. Each batch replaces it as it was read, so ids have no gaps and no doubles.</summary>
/// <param name="End">Id of the event that ended the task; 0 while it runs.</param>
internal sealed record EventHead(long Last, long End, ETag? ETag)
{
    public static readonly EventHead None = new(0, 0, null);

    public static EventHead Read(TableEntity row) => new(row.GetInt64("Last")!.Value, row.GetInt64("End")!.Value, row.ETag);

    public TableTransactionAction Advance(TaskId task, long last, long end)
    {
        var row = new TableEntity(task.Value, EventRow.Head) { ["Last"] = last, ["End"] = end };
        return ETag is { } etag
            ? new(TableTransactionActionType.UpdateReplace, row, etag)
            : new(TableTransactionActionType.Add, row);
    }
}
