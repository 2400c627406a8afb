using System.Globalization;
using Platform.Core.Primitives;

namespace Platform.Adapters.GitHub.Budget;

/// <summary>
/// Which slots of an organisation's budget were handed out, when, in buckets of five seconds. A lot may be used for ten seconds,
/// so slots of bucket b are used in [b, b + 5 + 10). A lot granted at t counts every bucket that could have been used after t
/// minus the window; therefore any window that contains a use of this lot is within the limit, whichever instance used what. An
/// hour of five-second buckets is at most 723 entries of some 16 characters: 12 KiB of the property's 64.
/// </summary>
internal sealed class BudgetLedger
{
    public const int LargestLot = 16;
    private static readonly TimeSpan LotLifetime = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan BucketLength = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly SortedDictionary<long, int> _taken;

    private BudgetLedger(SortedDictionary<long, int> taken, DateTimeOffset blockedUntil, string blockedBecause)
    {
        _taken = taken;
        BlockedUntil = blockedUntil;
        BlockedBecause = blockedBecause;
    }

    public DateTimeOffset BlockedUntil { get; private set; }

    public string BlockedBecause { get; private set; }

    public static BudgetLedger Empty() => new([], DateTimeOffset.MinValue, string.Empty);

    public static BudgetLedger Restore(string taken, DateTimeOffset blockedUntil, string blockedBecause)
    {
        var buckets = PlatformJson.Deserialize<Dictionary<string, int>>(taken);
        return new(
            new(buckets.ToDictionary(pair => long.Parse(pair.Key, CultureInfo.InvariantCulture), pair => pair.Value)),
            blockedUntil,
            blockedBecause);
    }

    public string Taken() => PlatformJson.Serialize(
        _taken.ToDictionary(pair => pair.Key.ToString(CultureInfo.InvariantCulture), pair => pair.Value));

    /// <summary>Hands out a lot, smaller the less is left, so that several instances share what remains.</summary>
    public BudgetDecision Reserve(DateTimeOffset now, BudgetLimits limits)
    {
        Forget(now);
        if (BlockedUntil > now)
        {
            return new BudgetDecision.Wait(BlockedUntil - now, BlockedBecause);
        }

        var inMinute = UsedWithin(now, Minute);
        var inHour = UsedWithin(now, Hour);
        var free = Math.Min(limits.PerMinute - inMinute, limits.PerHour - inHour);
        if (free <= 0)
        {
            var (window, limit, used, name) = inHour >= limits.PerHour
                ? (Hour, limits.PerHour, inHour, "an hour")
                : (Minute, limits.PerMinute, inMinute, "a minute");
            var reason = $"the {limit} changes allowed in {name} are used up";
            return new BudgetDecision.Wait(UntilFree(now, window, used - limit), reason);
        }

        var bucket = now.UtcTicks / BucketLength.Ticks;
        var slots = Math.Clamp(free / 4, 1, LargestLot);
        _taken[bucket] = _taken.GetValueOrDefault(bucket) + slots;
        return new BudgetDecision.Granted(bucket, slots, now + LotLifetime);
    }

    /// <summary>Gives slots back that their holder did not use and never will.</summary>
    public void Return(long bucket, int slots)
    {
        if (_taken.TryGetValue(bucket, out var taken))
        {
            _taken[bucket] = Math.Max(0, taken - slots);
        }
    }

    public void Block(DateTimeOffset until, string because)
    {
        if (until > BlockedUntil)
        {
            (BlockedUntil, BlockedBecause) = (until, because);
        }
    }

    private static DateTimeOffset LastUse(long bucket) =>
        new DateTimeOffset(bucket * BucketLength.Ticks, TimeSpan.Zero) + BucketLength + LotLifetime;

    private int UsedWithin(DateTimeOffset now, TimeSpan window) =>
        _taken.Where(pair => LastUse(pair.Key) > now - window).Sum(pair => pair.Value);

    private TimeSpan UntilFree(DateTimeOffset now, TimeSpan window, int excess)
    {
        foreach (var (bucket, slots) in _taken.Where(pair => LastUse(pair.Key) > now - window))
        {
            excess -= slots;
            if (excess < 0)
            {
                return LastUse(bucket) + window - now;
            }
        }

        throw new InvalidOperationException("A limit is used up by nothing.");
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var bucket in _taken.Keys.TakeWhile(bucket => LastUse(bucket) <= now - Hour).ToList())
        {
            _taken.Remove(bucket);
        }
    }
}
