using System.Collections.Concurrent;

namespace Platform.Local.Runtime.Durable.Orchestration;

/// <summary>
/// Runs an orchestrator's continuations one after another on the thread of the current turn. A continuation that comes
/// from elsewhere means that the orchestrator awaited something that is not in its history.
/// </summary>
internal sealed class TurnSynchronizationContext(Action onForeignContinuation) : SynchronizationContext
{
    private readonly ConcurrentQueue<(SendOrPostCallback Callback, object? State)> _queue = new();
    private int _turnThread;

    public bool IsTurnThread => Volatile.Read(ref _turnThread) == Environment.CurrentManagedThreadId;

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsTurnThread)
        {
            _queue.Enqueue((d, state));
        }
        else
        {
            onForeignContinuation();
        }
    }

    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("An orchestrator can't be entered from another thread.");

    public override SynchronizationContext CreateCopy() => this;

    public void Run(Action turn)
    {
        var previous = Current;
        Volatile.Write(ref _turnThread, Environment.CurrentManagedThreadId);
        SetSynchronizationContext(this);
        try
        {
            turn();
        }
        finally
        {
            SetSynchronizationContext(previous);
            Volatile.Write(ref _turnThread, 0);
        }
    }

    public void Drain()
    {
        while (_queue.TryDequeue(out var item))
        {
            item.Callback(item.State);
        }
    }
}
