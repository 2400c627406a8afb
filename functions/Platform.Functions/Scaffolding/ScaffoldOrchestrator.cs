using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions;

namespace Platform.Functions.Scaffolding;

/// <summary>
/// One scaffold: each step prepared, run and recorded, then the output; on failure what was made is taken back in reverse. Whatever
/// it knows of the world comes from activities, the first of which fixes the steps and settings for good.
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

        // One more than the template has: the check of the first CI run joins later, and progress must not go back.
        var least = plan.Steps.Count + 1;
        var steps = new Queue<(PlannedStep Step, FinalStep? Final)>(plan.Steps.Select(step => (step, (FinalStep?)null)));
        IReadOnlyList<Problem> problems = [];
        for (var index = 0; problems.Count == 0 && steps.TryDequeue(out var next); index++)
        {
            var step = run.Enter(next.Step, index, Math.Max(least, index + 1 + steps.Count));
            var (outcome, asked) = await RunStepAsync(run, step, next.Step.Action, next.Final);
            problems = outcome;
            foreach (var final in asked)
            {
                steps.Enqueue((new(final.Id, final.Name, final.Action), final));
            }

            if (problems.Count == 0)
            {
                run.Leave(step);
            }
        }

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

    /// <returns>What is wrong, and the steps that its actions want to have run at the end.</returns>
    private static async Task<(IReadOnlyList<Problem> Problems, IReadOnlyList<FinalStep> Asked)> RunStepAsync(
        ScaffoldRun run, StepRun step, string action, FinalStep? final)
    {
        var asked = new List<FinalStep>();
        var prepared = await run.PrepareAsync(step, final);
        foreach (var iteration in prepared.Runs)
        {
            var own = step with { Iteration = iteration.Iteration, IsLast = iteration == prepared.Runs[^1] };
            var end = await run.TakeTurnsAsync(own, action, iteration.Input);
            if (end.Problems.Count > 0)
            {
                return (end.Problems, asked);
            }

            run.Keep(own, end);
            asked.AddRange(end.Finally is { } wanted ? [wanted] : []);
        }

        return (prepared.Problems, asked);
    }
}
