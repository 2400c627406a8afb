namespace Platform.Local.Runtime.Durable.Execution;

/// <summary>Tells instances when their time has come. Nothing is kept here: recovery arms what is still pending.</summary>
internal sealed class DurableTimers : IDisposable
{
    /// <summary>System timers don't reach further than 49 days.</summary>
    private static readonly TimeSpan MaxSleep = TimeSpan.FromDays(1);

    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly PriorityQueue<(InstanceActor Instance, Delivery Message), DateTimeOffset> _queue = new();
    private readonly ITimer _timer;

    public DurableTimers(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Arm(InstanceActor instance, Delivery message, DateTimeOffset at)
    {
        lock (_gate)
        {
            _queue.Enqueue((instance, message), at);
            if (_queue.TryPeek(out _, out var first) && first == at)
            {
                Sleep(at);
            }
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Fire()
    {
        var due = new List<(InstanceActor Instance, Delivery Message)>();
        lock (_gate)
        {
            var now = _time.GetUtcNow();
            while (_queue.TryPeek(out var item, out var at) && at <= now)
            {
                due.Add(item);
                _queue.Dequeue();
            }

            if (_queue.TryPeek(out _, out var next))
            {
                Sleep(next);
            }
        }

        due.ForEach(item => item.Instance.Post(item.Message));
    }

    private void Sleep(DateTimeOffset until)
    {
        // One millisecond more, because system timers cut fractions off and would wake too early.
        var left = until - _time.GetUtcNow() + TimeSpan.FromMilliseconds(1);
        _timer.Change(
            left < TimeSpan.Zero ? TimeSpan.Zero : left < MaxSleep ? left : MaxSleep, Timeout.InfiniteTimeSpan);
    }
}
