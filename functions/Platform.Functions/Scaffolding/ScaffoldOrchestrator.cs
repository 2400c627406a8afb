using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Tasks;
using Platform.Functions.Scaffolding.Orchestration;

namespace Platform.Functions.Scaffolding;

/// <summary>
/// One run of a scaffold: each step prepared, run and recorded, then the output; when it fails or is cancelled, what was made is
/// taken back in reverse. Whatever it knows of the world comes from activities, the first of which fixes the steps and settings
/// for good.
/// </summary>
public sealed class ScaffoldOrchestrator
{
    [Function(ScaffoldNames.Orchestrator)]
    public async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var (id, stop) = (TaskId.OfInstance(context.InstanceId), new ScaffoldStop());
        var calls = new ScaffoldCalls(context, stop);
        _ = stop.ListenAsync(context);
        var plan = await calls.InsistAsync<TaskPlan>(ScaffoldNames.Begin, context.InstanceId);
        if (plan.IsOver)
        {
            return;
        }

        if (plan.CancelledBy is { } by)
        {
            stop.Cancel(by);
        }

        // One more than the template has: the check of the first CI run joins later, and progress must not go back.
        var progress = new ScaffoldProgress(context, plan.Run, plan.Steps.Count + 1);
        var journal = new ScaffoldJournal(id, plan.Run);
        foreach (var step in plan.Kept?.Steps ?? [])
        {
            progress.Skip(step);
        }

        if (plan.Kept is { } kept)
        {
            journal.TakeOver(kept);
        }

        var slots = new ScaffoldSlots(calls, stop, progress, id, context.InstanceId);
        var turns = new ScaffoldTurns(calls, journal, slots, stop, id);
        var steps = new ScaffoldSteps(calls, journal, progress, slots, turns, stop, id);
        if (await slots.EnterAsync(plan.Slot))
        {
            await steps.RunAsync(plan.Steps);
        }

        var end = new ScaffoldEnd(context, calls, journal, progress, id, plan);
        var stopped = stop.IsSet;
        var problems = stopped ? steps.Failure?.Problems ?? [] : await end.CompleteAsync();
        if (stopped || problems.Count > 0)
        {
            await end.GiveUpAsync(steps.Failure?.Step, problems, steps.Stopped, isCancelled: problems.Count == 0);
        }

        await slots.LeaveAsync();
    }
}
