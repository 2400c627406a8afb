using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using Platform.Adapters.GitHub.Budget;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.GitHub.Budget;

public sealed class GitHubBudgetTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private static readonly DateTimeOffset Start = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Start);

    [Fact]
    public async Task Two_instances_racing_on_one_table_never_exceed_the_limit_in_any_window()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var limits = new BudgetLimits(20, 60);
        using var first = new GitHubBudget(new TableBudgetRows(storage.Tables), limits, _clock);
        using var second = new GitHubBudget(new TableBudgetRows(storage.Tables), limits, _clock);
        var uses = new ConcurrentQueue<DateTimeOffset>();

        // Ten minutes in steps of seven seconds; in each, both instances take from several threads whatever they get.
        for (var step = 0; step < 85; step++)
        {
            await Task.WhenAll(Enumerable.Range(0, 6).Select(i => TakeAllAsync(i % 2 == 0 ? first : second, uses, cancellation)));
            _clock.Advance(TimeSpan.FromSeconds(7));
        }

        var sorted = uses.Order().ToList();
        Assert.InRange(sorted.Count, 60, 60 + 20);
        Assert.All(sorted.Zip(sorted.Skip(20)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task Unused_slots_go_back_so_that_slow_callers_get_the_whole_hour()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var budget = new GitHubBudget(new MemoryBudgetRows(), new(80, 100), _clock);

        // One call in 20 s: a lot of up to 16 expires with 15 unused slots each time.
        for (var call = 0; call < 100; call++)
        {
            await budget.TakeAsync("acme", cancellation);
            _clock.Advance(TimeSpan.FromSeconds(20));
        }
    }

    [Fact]
    public async Task A_scaffold_costs_few_storage_calls()
    {
        var rows = new MemoryBudgetRows();
        using var budget = new GitHubBudget(rows, new(80, 500), _clock);

        for (var call = 0; call < 26; call++)
        {
            await budget.TakeAsync("acme", TestContext.Current.CancellationToken);
        }

        Assert.Equal((1, 2), (rows.Reads, rows.Writes));
    }

    [Fact]
    public async Task A_block_reaches_the_other_instance_with_its_next_lot()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var first = new GitHubBudget(new TableBudgetRows(storage.Tables), new(80, 500), _clock);
        using var second = new GitHubBudget(new TableBudgetRows(storage.Tables), new(80, 500), _clock);
        await second.TakeAsync("blocked", cancellation);

        await first.BlockAsync("blocked", _clock.GetUtcNow() + TimeSpan.FromSeconds(60), "GitHub said so", cancellation);
        _clock.Advance(TimeSpan.FromSeconds(10));

        var refused = await Assert.ThrowsAsync<BudgetExhaustedException>(() => second.TakeAsync("blocked", cancellation));
        Assert.Equal(TimeSpan.FromSeconds(50), refused.Delay);
        Assert.Throws<BudgetExhaustedException>(() => first.ThrowIfBlocked("blocked"));
        _clock.Advance(TimeSpan.FromSeconds(50));
        await second.TakeAsync("blocked", cancellation);
        await first.TakeAsync("blocked", cancellation);
    }

    [Fact]
    public async Task Organisations_do_not_share_a_budget_and_their_names_ignore_case()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var budget = new GitHubBudget(new MemoryBudgetRows(), new(1, 1), _clock);
        await budget.TakeAsync("acme", cancellation);

        await budget.TakeAsync("other", cancellation);

        await Assert.ThrowsAsync<BudgetExhaustedException>(() => budget.TakeAsync("ACME", cancellation));
    }

    private async Task TakeAllAsync(
        GitHubBudget budget, ConcurrentQueue<DateTimeOffset> uses, CancellationToken cancellationToken)
    {
        try
        {
            for (var call = 0; call < 7; call++)
            {
                await budget.TakeAsync("racing", cancellationToken);
                uses.Enqueue(_clock.GetUtcNow());
            }
        }
        catch (BudgetExhaustedException)
        {
        }
    }
}
