using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions;

namespace Platform.Functions.Scaffolding;

/// <summary>
/// The steps of one scaffold, one after the other: first the template's, then those that actions asked for. Orchestrator code, as
/// <see cref="ScaffoldRun"/> is.
/// </summary>
internal sealed class ScaffoldSteps(ScaffoldRun run)
{
    /// <returns>What stopped the run of steps; empty when all of them went well.</returns>
    public async Task<IReadOnlyList<Problem>> RunAsync(IReadOnlyList<PlannedStep> planned)
    {
        // One more than the template has: the check of the first CI run joins later, and progress must not go back.
        var least = planned.Count + 1;
        var steps = new Queue<(PlannedStep Step, FinalStep? Final)>(planned.Select(step => (step, (FinalStep?)null)));
        for (var index = 0; steps.TryDequeue(out var next); index++)
        {
            var step = run.Enter(next.Step, index, Math.Max(least, index + 1 + steps.Count));
            var (problems, asked) = await RunStepAsync(step, next.Step.Action, next.Final);
            if (problems.Count > 0)
            {
                return problems;
            }

            run.Leave(step);
            foreach (var final in asked)
            {
                steps.Enqueue((new(final.Id, final.Name, final.Action), final));
            }
        }

        return [];
    }

    /// <returns>What is wrong, and the steps that its actions want to have run at the end.</returns>
    private async Task<(IReadOnlyList<Problem> Problems, IReadOnlyList<FinalStep> Asked)> RunStepAsync(
        StepRun step, string action, FinalStep? final)
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
