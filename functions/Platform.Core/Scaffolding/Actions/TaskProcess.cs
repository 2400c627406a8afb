using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Secrets;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Actions;

/// <summary>
/// What the orchestration of a task has done for it, each method one activity: it may be repeated at any time, and stopped
/// anywhere within, without leaving a double or a gap.
/// </summary>
public sealed class TaskProcess(
    ITaskStore tasks,
    TasksAtWork work,
    IEventLog events,
    StepPreparation preparation,
    TurnSecrets secrets,
    ActionRunner runner,
    TaskPlanning planning,
    TaskPlaces places,
    TaskEnding ending,
    TimeProvider clock)
{
    /// <summary>The task is being worked on; gives the orchestration what it needs to know of it.</summary>
    public async Task<TaskPlan> BeginAsync(string instance, CancellationToken cancellationToken)
    {
        // An instance for a run that has ended is one too many, for example a late request after the first instance was purged.
        var task = await tasks.ChangeAsync(
            TaskId.OfInstance(instance),
            found => found.HasEnded || found.InstanceId != instance ? found : found.Begin(clock),
            cancellationToken);
        work.Keep(task);
        return task.InstanceId == instance
            ? await planning.PlanAsync(task, cancellationToken)
            : new([], task.Spec.KeepOnFailure, IsOver: true);
    }

    /// <summary>Prepares a step, and begins with it when it has one run that has to wait for nobody.</summary>
    public async Task<PreparedStep> PrepareAsync(PrepareCall call, CancellationToken cancellationToken)
    {
        var task = await work.GetAsync(call.TaskId, call.Step.TaskRun, cancellationToken);
        await preparation.RefreshAsync(cancellationToken);
        var prepared = call.Final is { } final
            ? new PreparedStep(false, [new(null, final.Input)], [])
            : preparation.Prepare(
                task, task.Spec.Steps.First(step => step.Id == call.Step.Id), call.Outputs,
                await secrets.OfAsync(task, cancellationToken), cancellationToken);
        var drafts = new List<TaskEventDraft>();
        if (prepared.Problems.Count > 0)
        {
            prepared = prepared with { Problems = await places.LocateAsync(task, prepared.Problems, cancellationToken) };
            drafts.AddRange(StepEvents.Begun(call.Step), StepEvents.Failed(call.Step, prepared.Problems, clock.GetUtcNow()));
        }
        else
        {
            drafts.Add(prepared.IsSkipped && !prepared.HasEach ? StepEvents.Skipped(call.Step) : StepEvents.Begun(call.Step));
            if (prepared.IsSkipped && prepared.HasEach)
            {
                drafts.Add(StepEvents.Completed(call.Step, null, clock.GetUtcNow()));
            }
        }

        prepared = planning.WithSlots(prepared);
        if (call.Action is { } action && prepared is { HasEach: false, Problems: [], Runs: [{ Slot: null } run] })
        {
            var first = new ActionCall(call.TaskId, call.Step, action, run.Input, call.Workspace);
            return prepared with { First = await runner.RunAsync(task, first, cancellationToken, drafts) };
        }

        await events.AppendAsync(task.Id, drafts, cancellationToken);
        return prepared;
    }

    public async Task<ActionTurn> TakeTurnAsync(ActionCall call, CancellationToken cancellationToken) =>
        await runner.RunAsync(await work.GetAsync(call.TaskId, call.Step.TaskRun, cancellationToken), call, cancellationToken);

    public async Task<UndoReport> UndoAsync(UndoCall call, CancellationToken cancellationToken) =>
        await runner.UndoAsync(await work.GetAsync(call.TaskId, call.TaskRun, cancellationToken), call, cancellationToken);

    /// <returns>What is wrong with the template's output; nothing when the task is completed.</returns>
    public async Task<IReadOnlyList<Problem>> CompleteAsync(TaskEnd end, CancellationToken cancellationToken)
    {
        // A word about a run that is no more must not wipe the next one's secrets, so what has some is looked at as it is now.
        var task = await work.GetAsync(end.TaskId, end.TaskRun, cancellationToken);
        if (task.Spec.SecretNames.Count > 0)
        {
            task = await tasks.FindAsync(end.TaskId, cancellationToken)
                ?? throw new InvalidOperationException($"There is no task {end.TaskId}.");
        }

        var output = TaskOutput.Render(task, end.Outputs, cancellationToken);
        if (!output.IsOk)
        {
            return await places.LocateAsync(task, output.Problems, cancellationToken);
        }

        await ending.CompleteAsync(task, end.TaskRun, output.Value, cancellationToken);
        return [];
    }

    public Task FailAsync(TaskFailure failure, CancellationToken cancellationToken) =>
        ending.FailAsync(failure, cancellationToken);

    public Task CancelAsync(TaskFailure failure, CancellationToken cancellationToken) =>
        ending.CancelAsync(failure, cancellationToken);
}

/// <param name="Outputs">Of the steps so far, by step id.</param>
/// <param name="Final">Set for a step that an action asked for.</param>
/// <param name="Action">Of the step, when it may begin at once; null where histories know two activities for that.</param>
/// <param name="Workspace">What it begins with.</param>
public sealed record PrepareCall(
    TaskId TaskId, StepRun Step, JsonObject Outputs, FinalStep? Final = null, string? Action = null, string? Workspace = null);

public sealed record TaskEnd(TaskId TaskId, JsonObject Outputs, int TaskRun = 1);

/// <param name="Step">The step that failed first; null when all had been done.</param>
/// <param name="Remains">What a person has to look at, one sentence each.</param>
/// <param name="Kept">What another run can go on from.</param>
/// <param name="Stopped">Steps that were on their way.</param>
public sealed record TaskFailure(
    TaskId TaskId,
    StepRun? Step,
    IReadOnlyList<Problem> Problems,
    IReadOnlyList<string> Remains,
    RunRemains? Kept = null,
    IReadOnlyList<StepRun>? Stopped = null,
    int TaskRun = 1);
