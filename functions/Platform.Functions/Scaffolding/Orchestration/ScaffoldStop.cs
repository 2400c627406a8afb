using Microsoft.DurableTask;

namespace Platform.Functions.Scaffolding.Orchestration;

/// <summary>
/// Whether the run is to end early, because a step failed or somebody wants it. What is on its way then ends at its next
/// turn, and what waits wakes up.
/// </summary>
internal sealed class ScaffoldStop
{
    private readonly TaskCompletionSource _stopped = new();

    /// <value>Ends when the run is to end early.</value>
    public Task Task => _stopped.Task;

    public bool IsSet => _stopped.Task.IsCompleted;

    /// <value>Who wants it stopped; null while nobody does.</value>
    public string? CancelledBy { get; private set; }

    /// <summary>Listens until the instance ends.</summary>
    public async Task ListenAsync(TaskOrchestrationContext context) =>
        Cancel(await context.WaitForExternalEvent<string?>(ScaffoldNames.CancelEvent));

    public void Cancel(string? by)
    {
        CancelledBy = by ?? string.Empty;
        Set();
    }

    public void Set() => _stopped.TrySetResult();
}
