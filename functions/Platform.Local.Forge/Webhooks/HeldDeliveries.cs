using System.Collections.Concurrent;

namespace Platform.Local.Forge.Webhooks;

/// <summary>Deliveries that let their successor go first.</summary>
internal sealed class HeldDeliveries
{
    private readonly ConcurrentDictionary<long, TaskCompletionSource> _successors = new();

    /// <summary>Ends when the next delivery to this hook has been sent.</summary>
    public Task SuccessorOf(long hookId) =>
        _successors.GetOrAdd(hookId, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>A delivery that nobody held has been sent.</summary>
    public void Passed(long hookId)
    {
        if (_successors.TryRemove(hookId, out var waiting))
        {
            waiting.SetResult();
        }
    }
}
