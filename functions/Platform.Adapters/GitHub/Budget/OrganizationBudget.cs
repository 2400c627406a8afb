namespace Platform.Adapters.GitHub.Budget;

/// <summary>This instance's share of one organisation's budget.</summary>
internal sealed class OrganizationBudget(
    string organization, IBudgetRows rows, BudgetLimits limits, TimeProvider clock) : IDisposable
{
    // Every loser of a race makes room for a winner; this many losses in a row mean that the row is broken.
    private const int MaxRaces = 50;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly List<Lot> _unused = [];
    private Lot? _lot;
    private BudgetRow? _row;
    private volatile Block? _block;

    public void Dispose() => _gate.Dispose();

    public void ThrowIfBlocked()
    {
        if (_block is { } block && block.Until - clock.GetUtcNow() is { Ticks: > 0 } delay)
        {
            throw new BudgetExhaustedException(organization, delay, block.Because);
        }
    }

    public async Task TakeAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            ThrowIfBlocked();
            if (_lot is not { Left: > 0 } lot || lot.Until <= clock.GetUtcNow())
            {
                lot = await ReserveAsync(cancellationToken);
            }

            _lot = lot with { Left = lot.Left - 1 };
        }
        finally
        {
            _gate.Release();
        }
    }

    public async Task BlockAsync(DateTimeOffset until, string because, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            _block = new(until, because);
            await ChangeAsync<object?>(ledger =>
            {
                ledger.Block(until, because);
                return (null, true);
            }, cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<Lot> ReserveAsync(CancellationToken cancellationToken)
    {
        if (_lot is { Left: > 0 } rest)
        {
            _unused.Add(rest);
        }

        _lot = null;
        var decision = await ChangeAsync(ledger =>
        {
            foreach (var unused in _unused)
            {
                ledger.Return(unused.Bucket, unused.Left);
            }

            // Time is read here: after a lost race the lot must not start in the past.
            var made = ledger.Reserve(clock.GetUtcNow(), limits);
            return (made, made is BudgetDecision.Granted);
        }, cancellationToken);
        switch (decision)
        {
            case BudgetDecision.Granted granted:
                _unused.Clear();
                return new(granted.Bucket, granted.Slots, granted.Until);
            case BudgetDecision.Wait wait:
                throw new BudgetExhaustedException(organization, wait.Delay, wait.Reason);
            default:
                throw new InvalidOperationException($"Unknown decision {decision}.");
        }
    }

    /// <summary>Applies a change to the shared row; a change that came to nothing is only believed on a fresh row.</summary>
    private async Task<T> ChangeAsync<T>(Func<BudgetLedger, (T Value, bool Write)> change, CancellationToken cancellationToken)
    {
        for (var race = 0; race < MaxRaces; race++)
        {
            var fresh = _row is null;
            var row = _row ?? await rows.ReadAsync(organization, cancellationToken);
            _row = null;
            var (value, write) = change(row.Ledger);
            if (!write)
            {
                if (fresh)
                {
                    return value;
                }

                continue;
            }

            if (await rows.TryWriteAsync(organization, row, cancellationToken) is { } version)
            {
                _row = row with { Version = version };
                return value;
            }
        }

        throw new InvalidOperationException($"The budget row of {organization} could not be written in {MaxRaces} attempts.");
    }

    private sealed record Block(DateTimeOffset Until, string Because);

    private sealed record Lot(long Bucket, int Left, DateTimeOffset Until);
}
