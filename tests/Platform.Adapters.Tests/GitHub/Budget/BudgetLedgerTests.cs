using CsCheck;
using Platform.Adapters.GitHub.Budget;

namespace Platform.Adapters.Tests.GitHub.Budget;

public sealed class BudgetLedgerTests
{
    private static readonly DateTimeOffset Start = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly BudgetLimits Limits = new(80, 500);

    [Fact]
    public void No_window_ever_sees_more_than_the_limit_whenever_the_slots_are_used() =>
        Gen.Select(Gen.Int[0, 20_000], Gen.Double[0, 1]).Array[1, 400].Sample(steps =>
        {
            var ledger = BudgetLedger.Empty();
            var now = Start;
            var uses = new List<DateTimeOffset>();
            foreach (var (pause, when) in steps)
            {
                now += TimeSpan.FromMilliseconds(pause);
                if (ledger.Reserve(now, Limits) is BudgetDecision.Granted lot)
                {
                    uses.AddRange(Enumerable.Repeat(now + ((lot.Until - now) * when), lot.Slots));
                }
            }

            return IsWithin(uses, TimeSpan.FromMinutes(1), 80) && IsWithin(uses, TimeSpan.FromHours(1), 500);
        });

    [Fact]
    public void A_wait_is_long_enough_and_no_longer_than_needed()
    {
        var ledger = BudgetLedger.Empty();
        while (ledger.Reserve(Start, Limits) is BudgetDecision.Granted)
        {
        }

        var wait = Assert.IsType<BudgetDecision.Wait>(ledger.Reserve(Start, Limits));

        Assert.IsType<BudgetDecision.Wait>(ledger.Reserve(Start + wait.Delay - TimeSpan.FromMilliseconds(1), Limits));
        Assert.IsType<BudgetDecision.Granted>(ledger.Reserve(Start + wait.Delay, Limits));
        Assert.Contains("80", wait.Reason);
    }

    [Fact]
    public void A_first_lot_is_enough_for_a_scaffold_and_later_ones_share_what_is_left()
    {
        var ledger = BudgetLedger.Empty();

        var lots = new List<int>();
        while (ledger.Reserve(Start, Limits) is BudgetDecision.Granted lot)
        {
            lots.Add(lot.Slots);
        }

        Assert.Equal(BudgetLedger.LargestLot, lots[0]);
        Assert.Equal(1, lots[^1]);
        Assert.Equal(80, lots.Sum());
    }

    [Fact]
    public void Returned_slots_can_be_taken_again()
    {
        var ledger = BudgetLedger.Empty();
        var lot = Assert.IsType<BudgetDecision.Granted>(ledger.Reserve(Start, new(4, 4)));
        while (ledger.Reserve(Start, new(4, 4)) is BudgetDecision.Granted)
        {
        }

        ledger.Return(lot.Bucket, 1);

        Assert.IsType<BudgetDecision.Granted>(ledger.Reserve(Start, new(4, 4)));
    }

    [Fact]
    public void The_hour_is_named_when_it_is_what_runs_out()
    {
        var ledger = BudgetLedger.Empty();
        var limits = new BudgetLimits(80, 10);
        while (ledger.Reserve(Start, limits) is BudgetDecision.Granted)
        {
        }

        var wait = Assert.IsType<BudgetDecision.Wait>(ledger.Reserve(Start + TimeSpan.FromMinutes(20), limits));

        Assert.Contains("10 changes allowed in an hour", wait.Reason);
        Assert.True(wait.Delay > TimeSpan.FromMinutes(39));
    }

    [Fact]
    public void A_block_holds_until_it_ends_and_a_shorter_one_does_not_shorten_it()
    {
        var ledger = BudgetLedger.Empty();
        ledger.Block(Start + TimeSpan.FromSeconds(60), "GitHub said so");
        ledger.Block(Start + TimeSpan.FromSeconds(5), "GitHub said less");

        var wait = Assert.IsType<BudgetDecision.Wait>(ledger.Reserve(Start + TimeSpan.FromSeconds(10), Limits));

        Assert.Equal(new BudgetDecision.Wait(TimeSpan.FromSeconds(50), "GitHub said so"), wait);
        Assert.IsType<BudgetDecision.Granted>(ledger.Reserve(Start + TimeSpan.FromSeconds(60), Limits));
    }

    [Fact]
    public void A_busy_hour_fits_into_a_property_and_comes_back_the_same()
    {
        var ledger = BudgetLedger.Empty();
        var now = Start;
        for (var i = 0; i < 3600; i++, now += TimeSpan.FromSeconds(1))
        {
            ledger.Reserve(now, BudgetLimits.Forge);
        }

        var stored = ledger.Taken();

        Assert.InRange(stored.Length, 1, 32_000);
        Assert.Equal(stored, BudgetLedger.Restore(stored, default, string.Empty).Taken());
    }

    private static bool IsWithin(List<DateTimeOffset> uses, TimeSpan window, int limit)
    {
        uses.Sort();
        for (var i = limit; i < uses.Count; i++)
        {
            if (uses[i] - uses[i - limit] < window)
            {
                return false;
            }
        }

        return true;
    }
}
