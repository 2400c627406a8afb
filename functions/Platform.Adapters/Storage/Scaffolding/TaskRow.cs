using Azure.Data.Tables;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Adapters.Storage.Scaffolding;

/// <summary>
/// Rows of table <c>scaffoldtasks</c>. 16 partitions by the id's last digit, which is random in every kind of id: a task costs
/// 5 row writes over its life, so at 2,000 rows a second each they carry 6,400 tasks a second; GitHub allows some tens a minute.
/// A task that has not ended has a second row, <c>open:</c>, in the same partition and the same batches, so that the unfinished
/// ones are found without reading the finished.
/// </summary>
internal static class TaskRow
{
    private const string OpenPrefix = "open:";

    public static IEnumerable<string> Partitions => "0123456789abcdef".Select(digit => digit.ToString());

    public static string[] AllButSpec { get; } =
        [
        "PartitionKey", "RowKey", "Timestamp", "CreatedBy", "CreatedAt", "Status", "ChangedAt", "OpenedAt", "Run",
        "CancelRequestedBy", "Remains",
    ];

    /// <summary>Every row name that starts with the prefix; ';' is the character after ':'.</summary>
    public static string OpenRowsOf(string partition) =>
        $"PartitionKey eq '{partition}' and RowKey ge '{OpenPrefix}' and RowKey lt 'open;'";

    public static string PartitionOf(TaskId id) => id.Value[^1..];

    public static string RowOf(TaskId id) => $"task:{id}";

    public static TableEntity Write(ScaffoldTask task, string fingerprint, string spec) =>
        new(PartitionOf(task.Id), RowOf(task.Id))
        {
            ["Spec"] = spec,
            ["Fingerprint"] = fingerprint,
            ["CreatedBy"] = task.CreatedBy,
            ["CreatedAt"] = task.CreatedAt,
            ["Status"] = task.Status.ToString(),
            ["ChangedAt"] = task.ChangedAt,
        };

    public static TableEntity WriteStatus(ScaffoldTask task) =>
        new(PartitionOf(task.Id), RowOf(task.Id))
        {
            ["Status"] = task.Status.ToString(),
            ["ChangedAt"] = task.ChangedAt,
            ["OpenedAt"] = task.OpenedAt,
            ["Run"] = task.Run,
            // A merge leaves out what is null, so what is no more is written as nothing.
            ["CancelRequestedBy"] = task.CancelRequestedBy ?? string.Empty,
            ["Remains"] = task.Remains ?? string.Empty,
        };

    public static ScaffoldTask Read(TableEntity row, TaskSpec spec) =>
        ScaffoldTask.Restore(
            TaskId.Parse(row.RowKey["task:".Length..]),
            spec,
            row.GetString("CreatedBy"),
            row.GetDateTimeOffset("CreatedAt")!.Value,
            Enum.Parse<ScaffoldTaskStatus>(row.GetString("Status")),
            row.GetDateTimeOffset("ChangedAt")!.Value,
            new(
                row.GetDateTimeOffset("OpenedAt") ?? row.GetDateTimeOffset("CreatedAt")!.Value,
                row.GetInt32("Run") ?? 1,
                Written(row, "CancelRequestedBy"),
                Written(row, "Remains")));

    /// <summary>The same task with a spec of its own.</summary>
    public static ScaffoldTask Own(ScaffoldTask known, TaskSpec spec) => ScaffoldTask.Restore(
        known.Id, spec, known.CreatedBy, known.CreatedAt, known.Status, known.ChangedAt,
        new(known.OpenedAt, known.Run, known.CancelRequestedBy, known.Remains));

    public static TableEntity WriteOpen(ScaffoldTask task) =>
        new(PartitionOf(task.Id), $"{OpenPrefix}{task.Id}")
        {
            ["CreatedAt"] = task.OpenedAt,
        };

    public static UnfinishedTask ReadOpen(TableEntity row) =>
        new(
            TaskId.Parse(row.RowKey[OpenPrefix.Length..]),
            row.GetDateTimeOffset("CreatedAt")!.Value);

    private static string? Written(TableEntity row, string column) =>
        row.GetString(column) is { Length: > 0 } text ? text : null;
}
