using Azure;
using Azure.Data.Tables;
using Platform.Adapters.Storage;

namespace Platform.Adapters.GitHub.Budget;

/// <summary>
/// Table <c>githubbudget</c>: partition = organisation in lower case, one row. A scaffold costs one or two writes here; at
/// GitHub's own limit of 80 mutations a minute and lots of up to 16 that is a handful of operations a minute, far below a
/// partition's 2,000 a second.
/// </summary>
internal sealed class TableBudgetRows(TableServiceClient tables) : IBudgetRows
{
    public const string TableName = "githubbudget";

    private const string RowKey = "slots";

    private readonly OnDemandTable _table = new(tables, TableName);

    public async Task<BudgetRow> ReadAsync(string organization, CancellationToken cancellationToken)
    {
        var table = await _table.GetAsync(cancellationToken);
        var found = await table.GetEntityIfExistsAsync<TableEntity>(organization, RowKey, cancellationToken: cancellationToken);
        return found.HasValue && found.Value is { } row ? new(Restore(row), row.ETag) : new(BudgetLedger.Empty(), null);
    }

    public async Task<ETag?> TryWriteAsync(string organization, BudgetRow row, CancellationToken cancellationToken)
    {
        var entity = new TableEntity(organization, RowKey)
        {
            ["Taken"] = row.Ledger.Taken(),
            ["BlockedBecause"] = row.Ledger.BlockedBecause,
        };
        if (row.Ledger.BlockedUntil > DateTimeOffset.UnixEpoch)
        {
            // Tables know no dates before 1601.
            entity["BlockedUntil"] = row.Ledger.BlockedUntil;
        }

        var table = await _table.GetAsync(cancellationToken);
        try
        {
            var response = row.Version is { } version
                ? await table.UpdateEntityAsync(entity, version, TableUpdateMode.Replace, cancellationToken)
                : await table.AddEntityAsync(entity, cancellationToken);
            return response.Headers.ETag ?? throw new InvalidOperationException("The table answered a write without an ETag.");
        }
        catch (RequestFailedException conflict) when (conflict.Status is 409 or 412)
        {
            return null;
        }
    }

    private static BudgetLedger Restore(TableEntity row) => BudgetLedger.Restore(
        row.GetString("Taken"), row.GetDateTimeOffset("BlockedUntil") ?? default, row.GetString("BlockedBecause"));
}
