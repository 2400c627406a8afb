using Microsoft.DurableTask;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Functions.Scaffolding.Orchestration;

/// <summary>A run from its plan to its end.</summary>
internal sealed class ScaffoldRun
{
    private readonly ScaffoldStop _stop;
    private readonly TaskPlan _plan;
    private readonly ScaffoldSlots _slots;
    private readonly ScaffoldSteps _steps;
    private readonly ScaffoldEnd _end;

    public ScaffoldRun(TaskOrchestrationContext context, ScaffoldCalls calls, ScaffoldStop stop, TaskPlan plan)
    {
        var id = TaskId.OfInstance(context.InstanceId);

        // One more than the template has: the check of the first CI run joins later, and progress must not go back.
        var progress = new ScaffoldProgress(context, plan.Run, plan.Steps.Count + 1);
        var journal = new ScaffoldJournal(id, plan.Run);
        if (plan.Kept is { } kept)
        {
            journal.TakeOver(kept);
            progress.TakeOver(kept);
        }

        (_stop, _plan) = (stop, plan);
        _slots = new(calls, stop, progress, id, context.InstanceId);
        _steps = new(calls, journal, progress, _slots, new(calls, journal, _slots, stop, id), stop, id);
        _end = new(context, calls, journal, progress, id, plan);
    }

    public async Task RunAsync()
    {
        if (_plan.CancelledBy is { } by)
        {
            _stop.Cancel(by);
        }

        if (await _slots.EnterAsync(_plan.Slot))
        {
            await _steps.RunAsync(_plan.Steps);
        }

        // What comes while the end is written down comes too late.
        var stopped = _stop.IsSet;
        var problems = stopped ? _steps.Failure?.Problems ?? [] : await _end.CompleteAsync();
        if (stopped || problems.Count > 0)
        {
            await _end.GiveUpAsync(_steps.Failure?.Step, problems, _steps.Stopped, isCancelled: problems.Count == 0);
        }

        await _slots.LeaveAsync();
    }
}
