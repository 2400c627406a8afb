using Microsoft.DurableTask.Client;
using Platform.Core.Access;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Functions.Scaffolding;

/// <summary>What came of a word to a task.</summary>
public abstract record ControlOutcome
{
    /// <summary>Said, now or before.</summary>
    public sealed record Done(ScaffoldTask Task) : ControlOutcome;

    public sealed record Unknown : ControlOutcome;

    /// <summary>The task is not in a state for it.</summary>
    public sealed record Refused(Problem Problem) : ControlOutcome;
}

/// <summary>
/// Stops tasks and takes them up again. The row decides; the orchestration is told at once, and by the reconciler should the
/// process end between the two.
/// </summary>
public sealed class TaskControl(ITaskStore tasks, IEventLog events, TimeProvider clock)
{
    /// <summary>
    /// Asks a task to stop. It has its status when what it made is taken back; one that has ended is left as it is.
    /// </summary>
    public async Task<ControlOutcome> CancelAsync(
        DurableTaskClient client, TaskId id, Caller caller, CancellationToken cancellationToken)
    {
        if (await tasks.FindAsync(id, cancellationToken) is null)
        {
            return new ControlOutcome.Unknown();
        }

        var task = await tasks.ChangeAsync(id, found => found.RequestCancel(caller.Id), cancellationToken);
        if (task is { HasEnded: true, Status: not ScaffoldTaskStatus.Cancelled })
        {
            return new ControlOutcome.Refused(new(
                "task-has-ended", $"Task {id} is {Word(task)}; it can't be cancelled any more.", "taskId", id.Value,
                "a task that is open or processing"));
        }

        if (!task.HasEnded)
        {
            await events.AppendAsync(id, [StepEvents.CancelRequested(task)], cancellationToken);
            await client.RaiseEventAsync(
                task.InstanceId, ScaffoldNames.CancelEvent, task.CancelRequestedBy, cancellationToken);
        }

        return new ControlOutcome.Done(task);
    }

    /// <summary>
    /// Takes up a task that failed or was cancelled: from the step that failed when what was made was kept, else from the first
    /// step that was taken back.
    /// </summary>
    public async Task<ControlOutcome> RetryAsync(
        DurableTaskClient client, TaskId id, Caller caller, CancellationToken cancellationToken)
    {
        if (await tasks.FindAsync(id, cancellationToken) is not { } known)
        {
            return new ControlOutcome.Unknown();
        }

        if (known.Status is not (ScaffoldTaskStatus.Failed or ScaffoldTaskStatus.Cancelled))
        {
            return new ControlOutcome.Refused(new(
                "task-not-retriable", $"Task {id} is {Word(known)}; only one that failed or was cancelled is tried again.",
                "taskId", id.Value, "a task that failed or was cancelled"));
        }

        // Of two at the same moment one opens it; the other finds the run that it asked for.
        var task = await tasks.ChangeAsync(
            id, found => found.Run == known.Run ? found.Recover(clock) : found, cancellationToken);
        // The end that it follows is there, even if who ended it has not come to saying so.
        await events.AppendAsync(
            id, [StepEvents.Ended(known), StepEvents.Recovered(task, caller.Id)], cancellationToken);
        await TaskStarter.StartAsync(client, task.InstanceId, cancellationToken);
        return new ControlOutcome.Done(task);
    }

    private static string Word(ScaffoldTask task) => task.Status.ToString().ToLowerInvariant();
}
