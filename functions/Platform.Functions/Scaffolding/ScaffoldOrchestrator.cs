using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Platform.Core.Scaffolding.Actions;
using Platform.Functions.Scaffolding.Orchestration;

namespace Platform.Functions.Scaffolding;

/// <summary>
/// One run of a scaffold: each step prepared, run and recorded, then the output; when it fails or is cancelled, what was
/// made is taken back in reverse. Whatever it knows of the world comes from activities, the first of which fixes the steps
/// and settings for good.
/// </summary>
public sealed class ScaffoldOrchestrator
{
    [Function(ScaffoldNames.Orchestrator)]
    public async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var stop = new ScaffoldStop();
        var calls = new ScaffoldCalls(context, stop);
        _ = stop.ListenAsync(context);
        var plan = await calls.InsistAsync<TaskPlan>(ScaffoldNames.Begin, context.InstanceId);
        if (!plan.IsOver)
        {
            await new ScaffoldRun(context, calls, stop, plan).RunAsync();
        }
    }
}
