using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Platform.Local.Runtime.Hosting.Discovery;
using Platform.Local.Runtime.Hosting.Invocation;

namespace Platform.Local.Runtime.Timers;

/// <summary>Runs one timer function on its schedule; each run once, whatever number of processes share the storage.</summary>
internal sealed partial class TimerListener(
    LocalFunction function,
    TimerTriggerAttribute trigger,
    Schedule schedule,
    TimerStore store,
    InvocationPipeline pipeline,
    TimeProvider time,
    ILogger<TimerListener> logger,
    CancellationToken stopping)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);

    private DateTime _started;

    /// <summary>Ends after <c>stopping</c>, when no run is left.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public void Start()
    {
        _started = Now;
        Completion = Task.Run(RunAsync, CancellationToken.None);
    }

    private async Task RunAsync()
    {
        var reason = TimerReason.Start;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var due = await TurnAsync(reason);
                reason = TimerReason.Schedule;
                await DelayUntilAsync(due);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                Log.NotRun(logger, failure, function.Name);
                await Task.Delay(Pause, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Does what is due, if it still is; returns when to come again.</summary>
    private async Task<DateTime> TurnAsync(TimerReason reason)
    {
        await using var lease = await LeaseAsync();
        var known = await store.ReadAsync(stopping);
        var isMonitored = trigger.UseMonitor && schedule.IsMonitorable(Now);
        var isCurrent =
            known?.Schedule == schedule.Expression && (isMonitored || reason == TimerReason.Schedule);
        var last = known?.Schedule == schedule.Expression ? known.Last : null;
        var record = isCurrent ? known! : new TimerRecord(schedule.Expression, last, schedule.After(Now), Now);
        var begun = Now;
        var isDue = record.Next <= begun;
        if (isDue || (reason == TimerReason.Start && trigger.RunOnStartup))
        {
            var status = isMonitored ? record.ToStatus() : null;
            await InvokeAsync(new TimerInfo { ScheduleStatus = status, IsPastDue = record.Next <= _started }, lease);
            // Counted from the begin, as in the real host: a run that took longer than its period is followed by one at once.
            record = record with { Last = begun, Next = schedule.After(begun), LastUpdated = begun };
        }

        if (record != known)
        {
            // Also when the host stops: what has run must not run again.
            await store.WriteAsync(record, lease.Client, CancellationToken.None);
        }

        return record.Next;
    }

    private async Task<TimerLease> LeaseAsync()
    {
        while (true)
        {
            if (await store.TryLeaseAsync(stopping) is { } lease)
            {
                return new TimerLease(lease);
            }

            await Task.Delay(Pause / 4, stopping);
        }
    }

    private async Task InvokeAsync(TimerInfo info, TimerLease lease)
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(stopping, lease.Lost);
        try
        {
            await pipeline.InvokeAsync(new FunctionCall(function, info, cancellation.Token));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Not recorded as run, so that the next host catches it up.
            throw;
        }
        catch (Exception failure)
        {
            // A failed run is not repeated; the next one is the next of the schedule.
            Log.Failed(logger, failure, function.Name);
        }
    }

    private async Task DelayUntilAsync(DateTime due)
    {
        while (due - Now is { Ticks: > 0 } left)
        {
            await Task.Delay(left < LongestDelay ? left : LongestDelay, time, stopping);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "'{Function}' failed; it runs again at its next time.")]
        public static partial void Failed(ILogger logger, Exception exception, string function);

        [LoggerMessage(2, LogLevel.Warning, "The timer of '{Function}' can't reach storage; trying again.")]
        public static partial void NotRun(ILogger logger, Exception exception, string function);
    }
}
