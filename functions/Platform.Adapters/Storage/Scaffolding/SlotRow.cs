using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Limits;

namespace Platform.Adapters.Storage.Scaffolding;

/// <summary>
/// Rows of table <c>scaffoldslots</c>. Partition = line (its name may hold what a key must not): <c>t:</c> rows are tickets
/// in the order in which they were taken, <c>k:</c> rows say who has which, <c>head</c> counts them. Joining is four
/// operations and looking again two; a line in which 1,000 wait and look every 30 s makes 70 operations a second, of a
/// partition's 2,000.
/// </summary>
internal static class SlotRow
{
    public const string Head = "head";

    /// <summary>';' is the character after ':'.</summary>
    public const string All = "RowKey ge 't:' and RowKey lt 't;'";

    public static string AllOf(string queue) => $"PartitionKey eq '{PartitionOf(queue)}' and {All}";

    public static string Before(string queue, string ticket) =>
        $"PartitionKey eq '{PartitionOf(queue)}' and RowKey ge 't:' and RowKey lt '{ticket}'";

    public static string PartitionOf(string queue) => ContentHash.Of(queue);

    public static string KeyOf(SlotHolder holder) => $"k:{ContentHash.Of($"{holder.Instance}\n{holder.Part}")}";

    public static IEnumerable<TableTransactionAction> Join(
        string queue, SlotHolder holder, TableEntity? head, DateTimeOffset at)
    {
        var next = (head?.GetInt64("Last") ?? 0) + 1;
        var ticket = string.Create(CultureInfo.InvariantCulture, $"t:{next:D12}");
        var counted = new TableEntity(PartitionOf(queue), Head) { ["Last"] = next };
        yield return head is null
            ? new(TableTransactionActionType.Add, counted)
            : new(TableTransactionActionType.UpdateReplace, counted, head.ETag);
        yield return new(TableTransactionActionType.Add, new TableEntity(PartitionOf(queue), ticket)
        {
            ["Queue"] = queue,
            ["Instance"] = holder.Instance,
            ["Part"] = holder.Part,
            ["At"] = at,
        });
        yield return new(TableTransactionActionType.Add, new TableEntity(PartitionOf(queue), KeyOf(holder))
        {
            ["Ticket"] = ticket,
        });
    }

    public static IEnumerable<TableTransactionAction> Leave(string queue, SlotHolder holder, string ticket) =>
    [
        new(TableTransactionActionType.Delete, new TableEntity(PartitionOf(queue), ticket), ETag.All),
        new(TableTransactionActionType.Delete, new TableEntity(PartitionOf(queue), KeyOf(holder)), ETag.All),
    ];

    public static SlotEntry Read(TableEntity row) =>
        new(row.GetString("Queue"), new(row.GetString("Instance"), row.GetString("Part")));
}
