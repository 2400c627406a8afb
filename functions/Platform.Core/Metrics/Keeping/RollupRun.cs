using Microsoft.Extensions.Logging;
using Platform.Core.Catalog;
using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Ledger;
using Platform.Core.Metrics.Rollups;
using Platform.Core.Primitives;

namespace Platform.Core.Metrics.Keeping;

/// <param name="Components">That were recounted.</param>
/// <param name="Days">Of scopes, that were merged again.</param>
public sealed record RollupSummary(int Components, int Days, int Failed);

/// <summary>
/// Brings the rollups up to date with the events: marked components are counted again, each from its own events, then the marked
/// days of the scopes are merged again. May end anywhere and be run again. One at a time: the timer sees to it, and this class in
/// its process; a run that another one overtook leaves its marks for the next.
/// </summary>
public sealed partial class RollupRun(
    IDeliveryEvents events, IRollupStore rollups, DoraOptions options, TimeProvider clock, ILogger<RollupRun> logger)
    : IDisposable
{
    private const int AtOnce = 8;

    /// <summary>To be raised when the same events come to other figures than before: then everything is counted again.</summary>
    private const int Counting = 3;

    private readonly DayClock _days = new(options.TimeZone);
    private readonly SemaphoreSlim _one = new(1);

    public async Task<RollupSummary> RunAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            await FollowOptionsAsync(cancellationToken);
            return await CountAsync(cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<RollupSummary> CountAsync(CancellationToken cancellationToken)
    {
        // All marks are read before any event is: what comes later marks again, and keeps its mark.
        var components = await rollups.ComponentMarksAsync(cancellationToken);
        var histories = events.Read();
        var failed = await EachAsync(components, mark => RecountAsync(mark, histories, cancellationToken), cancellationToken);
        var days = await rollups.DayMarksAsync(cancellationToken);
        failed += await EachAsync(days, mark => MergeAsync(mark, cancellationToken), cancellationToken);
        var summary = new RollupSummary(components.Count, days.Count, failed);
        if (components.Count + days.Count > 0)
        {
            Log.Done(logger, summary.Components, summary.Days, summary.Failed);
        }

        return summary;
    }

    // Figures of different options don't merge.
    private async Task FollowOptionsAsync(CancellationToken cancellationToken)
    {
        var fingerprint = ContentHash.Of($"{Counting} {PlatformJson.Serialize(options)}");
        var known = await rollups.CountedWithAsync(cancellationToken);
        if (known == fingerprint)
        {
            return;
        }

        if (known is not null)
        {
            Log.OtherOptions(logger, await events.MarkAllAsync(cancellationToken));
        }

        await rollups.SetCountedWithAsync(fingerprint, cancellationToken);
    }

    public void Dispose() => _one.Dispose();

    /// <summary>What the events say of one component now, whether or not the rollups know it already.</summary>
    public static async Task<DeliveryLedger> LedgerAsync(
        IDeliveryHistories histories, string component, DoraOptions options, CancellationToken cancellationToken)
    {
        var ledger = new DeliveryLedger(options);
        foreach (var told in await histories.OfAsync(component, cancellationToken))
        {
            ledger.Add(told);
        }

        return ledger;
    }

    private async Task RecountAsync(ComponentMark mark, IDeliveryHistories histories, CancellationToken cancellationToken)
    {
        var ledger = await LedgerAsync(histories, mark.Component, options, cancellationToken);
        var shares = mark.Component.Length == 0
            ? DayShares.Of(mark.Component, ledger.RecountUnattributed(), options)
            : DayShares.Of(ledger.Recount(EntityRef.Parse(mark.Component)), options, _days);
        await rollups.ReplaceAsync(mark.Component, shares, FirstOpenDay(), cancellationToken);
        await rollups.ClearAsync(mark, cancellationToken);
    }

    private async Task MergeAsync(DayMark mark, CancellationToken cancellationToken)
    {
        var parts = await rollups.PartsAsync(mark.Key, cancellationToken);
        var closed = mark.Key.Day < FirstOpenDay();
        await rollups.SaveAsync(mark.Key, BucketBuilder.Merge(parts, options), closed, cancellationToken);
        await rollups.ClearAsync(mark, cancellationToken);
    }

    private DateOnly FirstOpenDay() => _days.DayOf(clock.GetUtcNow()).AddDays(-options.ClosedAfterDays);

    private async Task<int> EachAsync<T>(IReadOnlyList<T> marks, Func<T, Task> handle, CancellationToken cancellationToken)
    {
        var failed = 0;
        var limits = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(marks, limits, async (mark, _) =>
        {
            try
            {
                await handle(mark);
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                // One bad component must not hold up the others; its mark stays for the next run.
                Interlocked.Increment(ref failed);
                Log.Failed(logger, failure, $"{mark}");
            }
        });
        return failed;
    }

    private static partial class Log
    {
        [LoggerMessage(
            1, LogLevel.Information, "Rollups: {Components} components recounted, {Days} days merged, {Failed} failed.")]
        public static partial void Done(ILogger logger, int components, int days, int failed);

        [LoggerMessage(3, LogLevel.Information, "The options of the figures changed: {Components} components are recounted.")]
        public static partial void OtherOptions(ILogger logger, int components);

        [LoggerMessage(2, LogLevel.Error, "{Mark} could not be brought up to date.")]
        public static partial void Failed(ILogger logger, Exception exception, string mark);
    }
}
