using Azure.Data.Tables;
using Platform.Core.Access;

namespace Platform.Adapters.Storage.Access;

/// <summary>Writes the rows that <see cref="AuditRows"/> lays out.</summary>
internal sealed class TableAuditLog(TableServiceClient service) : IAuditLog
{
    private const int LargestBatch = 100;

    private readonly OnDemandTable _table = new(service, AccessStorage.AuditTable);

    public Task BeginAsync(AuditEntry entry, CancellationToken cancellationToken) => RecordAsync(entry, cancellationToken);

    public Task CompleteAsync(AuditEntry entry, CancellationToken cancellationToken) => RecordAsync(entry, cancellationToken);

    public async Task RecordAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        foreach (var rows in AuditRows.Of(entry).Chunk(LargestBatch))
        {
            await _table.WriteAsync(table => WriteAsync(table, rows, cancellationToken), cancellationToken);
        }
    }

    private static Task WriteAsync(TableClient table, TableEntity[] rows, CancellationToken cancellationToken) =>
        rows is [var only]
        ? table.UpsertEntityAsync(only, TableUpdateMode.Merge, cancellationToken)
        : table.SubmitTransactionAsync(
            rows.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertMerge, row)), cancellationToken);
}
