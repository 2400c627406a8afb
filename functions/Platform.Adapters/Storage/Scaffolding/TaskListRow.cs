using System.Globalization;
using Azure.Data.Tables;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Adapters.Storage.Scaffolding;

/// <summary>
/// A third row of each task in table <c>scaffoldtasks</c>, <c>list:</c> and the creation time counted down, in the task's
/// partition and batches: what a list chooses by, without the spec. A page reads the newest <see cref="MostRows"/> of each of the
/// 16 partitions, all at once, 1,000 rows or some 200 KB an answer. One answer each covers the newest 16,000 tasks; 64,000 are as
/// far as lists go, which is 175 a day for a year, and GitHub allows 500 repositories an hour at the most. Specs are read for the
/// shown page only.
/// </summary>
internal static class TaskListRow
{
    public const int MostRows = 4_000;

    private const string Prefix = "list:";

    private static readonly string[] Columns =
        ["RowKey", "CreatedBy", "CreatedAt", "ChangedAt", "Status", "Template", "Name"];

    public static TableEntity Write(ScaffoldTask task)
    {
        var summary = TaskSummary.Of(task);
        return new(TaskRow.PartitionOf(task.Id), RowOf(task))
        {
            ["CreatedBy"] = summary.CreatedBy,
            ["CreatedAt"] = summary.CreatedAt,
            ["ChangedAt"] = summary.ChangedAt,
            ["Status"] = summary.Status.ToString(),
            ["Template"] = summary.Template,
            ["Name"] = summary.Name.Length <= 256 ? summary.Name : summary.Name[..256],
        };
    }

    public static async Task<IReadOnlyList<TaskSummary>> ReadAsync(
        TableClient table, string partition, CancellationToken cancellationToken)
    {
        var rows = table.QueryAsync<TableEntity>(
            $"PartitionKey eq '{partition}' and RowKey ge '{Prefix}' and RowKey lt 'list;'", 1_000, Columns, cancellationToken);
        List<TaskSummary> found = [];
        await foreach (var row in rows)
        {
            found.Add(Read(row));
            if (found.Count == MostRows)
            {
                break;
            }
        }

        return found;
    }

    private static string RowOf(ScaffoldTask task) => string.Create(
        CultureInfo.InvariantCulture, $"{Prefix}{DateTimeOffset.MaxValue.Ticks - task.CreatedAt.UtcTicks:D19}:{task.Id}");

    private static TaskSummary Read(TableEntity row) => new(
        TaskId.Parse(row.RowKey[(row.RowKey.LastIndexOf(':') + 1)..]),
        row.GetDateTimeOffset("CreatedAt")!.Value,
        row.GetDateTimeOffset("ChangedAt")!.Value,
        row.GetString("CreatedBy"),
        Enum.Parse<ScaffoldTaskStatus>(row.GetString("Status")),
        row.GetString("Template"),
        row.GetString("Name"));
}
