using Platform.Core.Scaffolding.Tasks;
using Platform.Functions.Hosting;

namespace Platform.Functions.Scaffolding;

/// <summary>Wakes the orchestration that works on a task now: each of its runs has one of its own.</summary>
public sealed class TaskSignals(ITaskStore tasks, OrchestrationSignals signals)
{
    public async Task RaiseAsync(TaskId id, string eventName, string payload, CancellationToken cancellationToken)
    {
        if (await tasks.FindAsync(id, cancellationToken) is { HasEnded: false } task)
        {
            await signals.RaiseAsync(task.InstanceId, eventName, payload, cancellationToken);
        }
    }
}
