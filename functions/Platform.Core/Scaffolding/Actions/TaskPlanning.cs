using System.Text;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Limits;
using Platform.Core.Scaffolding.Onboarding;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Core.Scaffolding.Actions;

/// <summary>What a run of a task is going to do, fixed when it begins: it stands in the orchestration's history from then
/// on.</summary>
public sealed class TaskPlanning(
    ActionRegistry actions, IContentStore contents, IEventLog events, ScaffoldLimits limits, ITaskMilestones milestones,
    TaskWatches watches)
{
    public async Task<TaskPlan> PlanAsync(ScaffoldTask task, CancellationToken cancellationToken)
    {
        var kept = task.Remains is { } address
            ? PlatformJson.Deserialize<RunRemains>(
                Encoding.UTF8.GetString((await contents.GetAsync(address, cancellationToken)).Span))
            : null;
        List<TaskEventDraft> drafts = task.Run == 1 ? [StepEvents.Created(task)] : [StepEvents.Recovered(task)];
        drafts.AddRange((kept?.Steps ?? []).Select((step, i) => StepEvents.Kept(task, step, i + 1)));
        await Task.WhenAll(
            events.AppendAsync(task.Id, drafts, cancellationToken),
            milestones.BeginAsync(task, cancellationToken),
            watches.BegunAsync(task, cancellationToken));
        return new(
            await StepsAsync(task, cancellationToken),
            task.Spec.KeepOnFailure,
            task.HasEnded,
            task.Run,
            limits.ForTask(task.Spec),
            kept,
            task.CancelRequestedBy,
            task.Spec.TakeBack);
    }

    public PreparedStep WithSlots(PreparedStep prepared) => prepared with
    {
        Runs = [.. prepared.Runs.Select(run => run with { Slot = limits.ForStep(run.Input) })],
    };

    private async Task<IReadOnlyList<PlannedStep>> StepsAsync(ScaffoldTask task, CancellationToken cancellationToken)
    {
        var traits = new List<StepTraits>();
        foreach (var step in task.Spec.Parallel ? task.Spec.Steps : [])
        {
            traits.Add(StepTraits.Of(await actions.FindAsync(step.Action, cancellationToken)));
        }

        var orders = StepOrder.Of(task.Spec.Steps, task.Spec.Parallel, traits);
        return [.. task.Spec.Steps.Select((step, i) => new PlannedStep(step.Id, step.Name, step.Action, orders[i]))];
    }
}

/// <param name="IsOver">There is nothing to do any more.</param>
/// <param name="Run">The task's.</param>
/// <param name="Slot">What it has to wait for a slot in before its first step; null when it need not.</param>
/// <param name="Kept">What the run before has left.</param>
/// <param name="CancelledBy">Somebody wanted it stopped before it began.</param>
public sealed record TaskPlan(
    IReadOnlyList<PlannedStep> Steps,
    bool KeepOnFailure,
    bool IsOver,
    int Run = 1,
    SlotLimit? Slot = null,
    RunRemains? Kept = null,
    string? CancelledBy = null,
    bool TakeBack = false);

/// <param name="Order">Null in the histories of before steps could run beside each other: one after the other.</param>
public sealed record PlannedStep(string Id, string Name, string Action, StepOrder? Order = null);
