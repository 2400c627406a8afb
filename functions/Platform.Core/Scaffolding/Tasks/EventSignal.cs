using System.Collections.Concurrent;

namespace Platform.Core.Scaffolding.Tasks;

/// <summary>
/// Wakes readers of a task's events in the process that recorded one. Readers elsewhere notice by looking again after
/// <see cref="LookAgain"/>.
/// </summary>
public sealed class EventSignal(TimeProvider clock)
{
    public static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<TaskId, TaskCompletionSource> _waiting = new();

    public void Raise(TaskId task)
    {
        if (_waiting.TryRemove(task, out var waiting))
        {
            waiting.TrySetResult();
        }
    }

    /// <summary>Ends at the next <see cref="Raise"/> after this call, or when it is time to look again.</summary>
    public Task NextAsync(TaskId task, TimeSpan atMost, CancellationToken cancellationToken)
    {
        var waiting = _waiting.GetOrAdd(task, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        return Task.WhenAny(waiting.Task, Task.Delay(atMost < LookAgain ? atMost : LookAgain, clock, cancellationToken));
    }
}
