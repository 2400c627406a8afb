using System.Globalization;
using Azure.Data.Tables;
using Platform.Core.Access;

namespace Platform.Adapters.Storage.Access;

/// <summary>
/// One partition a day, rows in order of time. A mutating call is one insert and one merge, so a day's partition carries 1,000
/// of them a second; people and pipelines stay orders of magnitude below.
/// </summary>
internal sealed class TableAuditLog(TableServiceClient service) : IAuditLog
{
    private readonly OnDemandTable _table = new(service, AccessStorage.AuditTable);

    public Task BeginAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        var row = new TableEntity(Partition(entry), Row(entry))
        {
            ["Who"] = entry.Who,
            ["What"] = entry.What,
            ["When"] = entry.When,
            ["From"] = entry.From,
        };
        return _table.WriteAsync(table => table.AddEntityAsync(row, cancellationToken), cancellationToken);
    }

    public Task CompleteAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        var outcome = new TableEntity(Partition(entry), Row(entry)) { ["Outcome"] = entry.Outcome };
        return _table.WriteAsync(
            table => table.UpsertEntityAsync(outcome, TableUpdateMode.Merge, cancellationToken), cancellationToken);
    }

    private static string Partition(AuditEntry entry) =>
        entry.When.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Row(AuditEntry entry) =>
        entry.When.UtcDateTime.ToString("HHmmss.fffffff", CultureInfo.InvariantCulture) + "-" + entry.Id;
}
