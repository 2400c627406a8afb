using Microsoft.DurableTask;
using Platform.Core.Primitives;

namespace Platform.Functions.Scaffolding.Orchestration;

/// <summary>
/// The orchestrator's hands: it calls activities, and waits. All in this folder is orchestrator code: deterministic, no
/// clock, no I/O, and it awaits nothing but what the context gave, and what that led to.
/// </summary>
internal sealed class ScaffoldCalls(TaskOrchestrationContext context, ScaffoldStop stop)
{
    // Activities answer expected errors with values, so an exception is a broken assumption or storage in trouble.
    // 5 attempts wait 1 + 2 + 4 + 8 = 15 s in all.
    private static readonly TaskOptions Patient = TaskOptions.FromRetryPolicy(new(5, TimeSpan.FromSeconds(1), 2));

    // The end must be written down: 20 attempts wait 1 + 2 + ... + 32 + 14 * 60 s = 15 minutes in all.
    private static readonly TaskOptions Stubborn = TaskOptions.FromRetryPolicy(
        new(20, TimeSpan.FromSeconds(1), 2, maxRetryInterval: TimeSpan.FromMinutes(1)));

    private readonly Dictionary<string, Task<string?>> _awaited = [];

    public Task<T> InsistAsync<T>(string activity, object input) => context.CallActivityAsync<T>(activity, input, Stubborn);

    public Task InsistAsync(string activity, object input) => context.CallActivityAsync(activity, input, Stubborn);

    public async Task<Result<T>> TryAsync<T>(string activity, object input)
    {
        try
        {
            return Result<T>.Ok(await context.CallActivityAsync<T>(activity, input, Patient));
        }
        catch (TaskFailedException failed)
        {
            return new Problem("activity-failed", $"{activity} failed: {failed.FailureDetails.ErrorMessage}");
        }
    }

    /// <summary>Waits, whatever happens.</summary>
    public Task SleepAsync(TimeSpan time) => context.CreateTimer(time, CancellationToken.None);

    /// <summary>Waits, but not for what is to be stopped.</summary>
    public async Task PauseAsync(TimeSpan time)
    {
        using var noLonger = new CancellationTokenSource();
        var due = context.CreateTimer(time, noLonger.Token);
        if (await Task.WhenAny(due, stop.Task) != due)
        {
            noLonger.Cancel();
        }
    }

    /// <summary>Until the event comes, the time is up, or all is to stop.</summary>
    /// <returns>The event's payload, if it came.</returns>
    public async Task<string?> WaitAsync(string name, TimeSpan atMost)
    {
        // An event that comes after the time was up is kept for the next wait.
        if (!_awaited.TryGetValue(name, out var awaited))
        {
            _awaited[name] = awaited = context.WaitForExternalEvent<string?>(name);
        }

        using var noLonger = new CancellationTokenSource();
        var due = context.CreateTimer(atMost, noLonger.Token);
        var first = await Task.WhenAny(awaited, due, stop.Task);
        if (first != due)
        {
            noLonger.Cancel();
        }

        if (first != awaited)
        {
            return null;
        }

        _awaited.Remove(name);
        return await awaited;
    }
}
