using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Platform.Functions.Scaffolding;

/// <summary>
/// One scaffold: each step prepared, run and recorded, then the output; on failure what was made is taken back in reverse.
/// Whatever it knows of the world comes from activities, the first of which fixes the steps and settings for good.
/// </summary>
public sealed class ScaffoldOrchestrator
{
    [Function(ScaffoldNames.Orchestrator)]
    public async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var run = new ScaffoldRun(context);
        var plan = await run.BeginAsync();
        if (plan.IsOver)
        {
            return;
        }

        var problems = await new ScaffoldSteps(run).RunAsync(plan.Steps);
        if (problems.Count == 0)
        {
            problems = await run.CompleteAsync();
        }

        if (problems.Count > 0)
        {
            IReadOnlyList<string> remains = plan.KeepOnFailure ? ["What was made is kept, as asked for."] : await run.UndoAsync();
            await run.FailAsync(problems, remains);
        }
    }
}
