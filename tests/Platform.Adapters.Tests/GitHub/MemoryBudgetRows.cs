using System.Collections.Concurrent;
using Azure;
using Platform.Adapters.GitHub.Budget;

namespace Platform.Adapters.Tests.GitHub;

/// <summary>A budget of one process, for tests that are not about sharing; counts what storage would have been asked.</summary>
internal sealed class MemoryBudgetRows : IBudgetRows
{
    private readonly ConcurrentDictionary<string, BudgetRow> _rows = new();
    private int _version;

    public int Reads { get; private set; }

    public int Writes { get; private set; }

    public Task<BudgetRow> ReadAsync(string organization, CancellationToken cancellationToken)
    {
        Reads++;
        return Task.FromResult(_rows.GetValueOrDefault(organization) ?? new BudgetRow(BudgetLedger.Empty(), null));
    }

    public Task<ETag?> TryWriteAsync(string organization, BudgetRow row, CancellationToken cancellationToken)
    {
        Writes++;
        var version = new ETag($"{Interlocked.Increment(ref _version)}");
        _rows[organization] = row with { Version = version };
        return Task.FromResult<ETag?>(version);
    }
}
