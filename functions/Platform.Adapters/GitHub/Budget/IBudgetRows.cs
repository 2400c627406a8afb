using Azure;

namespace Platform.Adapters.GitHub.Budget;

/// <summary>One row per organisation, shared by all instances.</summary>
internal interface IBudgetRows
{
    Task<BudgetRow> ReadAsync(string organization, CancellationToken cancellationToken);

    /// <returns>The row's new version; null when another instance was faster.</returns>
    Task<ETag?> TryWriteAsync(string organization, BudgetRow row, CancellationToken cancellationToken);
}

/// <param name="Version">Null for a row that does not exist yet.</param>
internal sealed record BudgetRow(BudgetLedger Ledger, ETag? Version);
