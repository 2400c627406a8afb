namespace Platform.Core.Scaffolding.Tasks;

/// <summary>Reads a task's events as they come.</summary>
public sealed class EventFollower(IEventLog events, EventSignal signal, TimeProvider clock)
{
    /// <summary>Waits until there is an event after the id; empty when none came within the patience.</summary>
    public async Task<IReadOnlyList<TaskEvent>> WaitAsync(
        TaskId task, long after, TimeSpan patience, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        while (true)
        {
            // Taken before the read, so that an event between the read and the wait is not slept through.
            var left = patience - clock.GetElapsedTime(started);
            var next = left > TimeSpan.Zero ? signal.NextAsync(task, left, cancellationToken) : null;
            var found = events.Recall(task, after) ?? await events.ReadAsync(task, after, cancellationToken);
            if (found.Count > 0 || next is null)
            {
                return found;
            }

            await next;
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
