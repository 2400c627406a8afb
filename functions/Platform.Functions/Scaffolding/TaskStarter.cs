using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Limits;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Functions.Scaffolding;

/// <summary>Sees to it that every task that has not ended has an orchestration that works on it.</summary>
public sealed partial class TaskStarter(
    ITaskStore tasks, TaskProcess process, SlotProcess slots, TimeProvider clock, ILogger<TaskStarter> logger)
{
    /// <summary>A request starts its own task within this time, or its process has died.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);

    /// <summary>Starts the task's orchestration unless it runs. One for a task that has ended finds that out by
    /// itself.</summary>
    public static Task StartAsync(DurableTaskClient client, TaskId task, CancellationToken cancellationToken) =>
        StartAsync(client, ScaffoldTask.InstanceOf(task, run: 1), cancellationToken);

    /// <inheritdoc cref="StartAsync(DurableTaskClient, TaskId, CancellationToken)"/>
    /// <param name="instance">Of the task's present run.</param>
    public static async Task StartAsync(DurableTaskClient client, string instance, CancellationToken cancellationToken)
    {
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                ScaffoldNames.Orchestrator, input: null, new StartOrchestrationOptions(instance), cancellationToken);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // Another request for the same task, or the reconciler, was faster.
        }
    }

    /// <summary>For a repeated request, whose first try may have ended between the row and the start.</summary>
    public static async Task EnsureStartedAsync(DurableTaskClient client, TaskId task, CancellationToken cancellationToken)
    {
        if (await client.GetInstanceAsync(task.Value, cancellationToken) is null)
        {
            await StartAsync(client, task, cancellationToken);
        }
    }

    public async Task ReconcileAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        await foreach (var task in tasks.ListUnfinishedAsync(clock.GetUtcNow() - Grace, cancellationToken))
        {
            try
            {
                await ReconcileAsync(client, task.Id, cancellationToken);
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                Log.NotReconciled(logger, failure, task.Id);
            }
        }

        await slots.SweepAsync(cancellationToken);
    }

    internal async Task ReconcileAsync(DurableTaskClient client, TaskId task, CancellationToken cancellationToken)
    {
        if (await tasks.FindAsync(task, cancellationToken) is not { HasEnded: false } found)
        {
            return;
        }

        var instance = await client.GetInstanceAsync(found.InstanceId, cancellationToken);
        if (instance is null)
        {
            await StartAsync(client, found.InstanceId, cancellationToken);
            Log.Started(logger, task);
        }
        else if (instance.IsCompleted)
        {
            // Terminated by an operator, or broken beyond its own handling: the task must not look as if it were running.
            var status = instance.RuntimeStatus.ToString();
            var problem = new Problem(
                "orchestration-ended", $"The task's orchestration ended as {status} without finishing the task.", Value: status);
            await process.FailAsync(
                new(task, null, [problem], ["What was made until then is still there."], TaskRun: found.Run), cancellationToken);
            Log.Ended(logger, task, status);
        }
        else if (found.CancelRequestedBy is { } by)
        {
            // It may have been told; hearing it again changes nothing.
            await client.RaiseEventAsync(found.InstanceId, ScaffoldNames.CancelEvent, by, cancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Task {Task} had no orchestration and was started.")]
        public static partial void Started(ILogger logger, TaskId task);

        [LoggerMessage(2, LogLevel.Error, "Task {Task} failed because its orchestration ended as {Status}.")]
        public static partial void Ended(ILogger logger, TaskId task, string status);

        [LoggerMessage(3, LogLevel.Error, "Task {Task} could not be reconciled; the next run tries again.")]
        public static partial void NotReconciled(ILogger logger, Exception exception, TaskId task);
    }
}
