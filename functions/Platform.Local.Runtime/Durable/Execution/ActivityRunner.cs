using Microsoft.DurableTask;
using Platform.Local.Runtime.Durable.History;
using Platform.Local.Runtime.Durable.Orchestration;

namespace Platform.Local.Runtime.Durable.Execution;

/// <summary>
/// Runs activities, at least once each: an activity whose result isn't persisted when the process ends is run again by
/// the next one.
/// </summary>
internal sealed class ActivityRunner(DurableWork work, DataConverter converter, int concurrency) : IDisposable
{
    private readonly SemaphoreSlim _slots = new(concurrency);
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // The runner itself counts as one until it stops.
    private int _running = 1;

    public void Start(InstanceActor instance, string execution, TurnAction.CallActivity call)
    {
        Interlocked.Increment(ref _running);
        _ = Task.Run(() => RunAsync(instance, execution, call));
    }

    /// <summary>Cancels activities and waits for those in flight, but no longer than the timeout or the caller does.</summary>
    public async Task StopAsync(TimeSpan timeout, CancellationToken cancellation)
    {
        await _stopping.CancelAsync();
        Done();
        await Task.WhenAny(_idle.Task, Task.Delay(timeout, cancellation));
    }

    public void Dispose()
    {
        _slots.Dispose();
        _stopping.Dispose();
    }

    private async Task RunAsync(InstanceActor instance, string execution, TurnAction.CallActivity call)
    {
        try
        {
            await _slots.WaitAsync(_stopping.Token);
            try
            {
                instance.Post(new(await OutcomeOfAsync(instance, call)) { Execution = execution });
            }
            finally
            {
                _slots.Release();
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // No result is the result: the next process runs it again.
        }
        finally
        {
            Done();
        }
    }

    private async Task<TurnMessage> OutcomeOfAsync(InstanceActor instance, TurnAction.CallActivity call)
    {
        if (!work.TryGetActivity(call.Name, out var body))
        {
            return new TurnMessage.ActivityFailed(
                call.Id, new(Divergence.ActivityNotFoundType, $"There is no activity named '{call.Name}'.", null, null));
        }

        using var activity = DurableTracing.BeginActivity(call.Name, instance.InstanceId, instance.TraceParent);
        try
        {
            var context = new ActivityContext(call.Name, instance.InstanceId, call.Version ?? string.Empty);
            var result = await body(new(context, call.Input, _stopping.Token));
            return new TurnMessage.ActivityCompleted(call.Id, converter.Serialize(result));
        }
#pragma warning disable CA1031 // Whatever the activity throws is its outcome; what a stop makes it throw is not.
        catch (Exception exception) when (!_stopping.IsCancellationRequested)
#pragma warning restore CA1031
        {
            DurableTracing.Failed(activity, exception);
            return new TurnMessage.ActivityFailed(call.Id, Failure.From(exception));
        }
    }

    private void Done()
    {
        if (Interlocked.Decrement(ref _running) == 0)
        {
            _idle.TrySetResult();
        }
    }
}
