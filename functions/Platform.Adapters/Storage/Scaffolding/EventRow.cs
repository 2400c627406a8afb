using System.Globalization;
using Azure.Data.Tables;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Adapters.Storage.Scaffolding;

/// <summary>
/// Rows of table <c>scaffoldevents</c>. Partition = task. <c>e:</c> rows are the events, <c>head</c> holds the last id,
/// <c>k:</c> rows hold the keys that are taken. In row order the head follows the events, so one query answers "what is new,
/// and is it over".
/// </summary>
internal static class EventRow
{
    public const string Head = "head";

    /// <summary>
    /// A batch holds 100 rows: the head, an event and its key for each draft, and the event that is the end no more.
    /// </summary>
    public const int DraftsPerBatch = 49;

    public static string After(TaskId task, long after) =>
        $"PartitionKey eq '{task}' and RowKey gt '{RowOf(after)}' and RowKey le '{Head}'";

    public static string RowOf(long id) => string.Create(CultureInfo.InvariantCulture, $"e:{id:D10}");

    public static string KeyRowOf(string key) => $"k:{ContentHash.Of(key)}";

    public static TableEntity Write(TaskEvent entry, string body) =>
        new(entry.TaskId.Value, RowOf(entry.Id))
        {
            ["Type"] = entry.Type.ToString(),
            ["Body"] = body,
            ["At"] = entry.CreatedAt,
        };

    /// <summary>The end of a run that was followed by another is one line of the log among others.</summary>
    public static TableEntity WriteNoEnd(TaskId task, long id) =>
        new(task.Value, RowOf(id)) { ["Type"] = TaskEventType.Log.ToString() };

    public static TableEntity WriteKey(TaskId task, TaskEventDraft draft) => new(task.Value, KeyRowOf(draft.Key));

    public static TaskEvent Read(TableEntity row, TaskEventBody body) =>
        new(
            long.Parse(row.RowKey["e:".Length..], CultureInfo.InvariantCulture),
            TaskId.Parse(row.PartitionKey),
            Enum.Parse<TaskEventType>(row.GetString("Type")),
            body,
            row.GetDateTimeOffset("At")!.Value);
}
