using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Library.Promotion;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Functions.Scaffolding.Promotion;

/// <summary>
/// One attempt at a version of a template: its tests, then a canary whose first CI run has to be green, then the decision.
/// Orchestrator code: deterministic, and it awaits nothing but what the context gave.
/// </summary>
public sealed class PromotionOrchestrator
{
    private static readonly TimeSpan LongestCanary = TimeSpan.FromHours(1);

    // Activities answer expected errors with values. 8 attempts wait 1 + 2 + ... + 64 s, two minutes in all.
    private static readonly TaskOptions Patient = TaskOptions.FromRetryPolicy(new(8, TimeSpan.FromSeconds(1), 2));

    [Function(ScaffoldNames.PromotionOrchestrator)]
    public async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var call = context.GetInput<PromotionCall>()!;
        TaskId? canary = null;
        var problems = await context.CallActivityAsync<IReadOnlyList<Problem>>(ScaffoldNames.PromotionTest, call, Patient);
        if (problems.Count == 0 && call.Organization is not null)
        {
            var started = await context.CallActivityAsync<CanaryStart>(ScaffoldNames.PromotionCanary, call, Patient);
            (canary, problems) = (started.Canary, started.Problems);
            problems = canary is null ? problems : await WatchAsync(context, canary);
        }

        await context.CallActivityAsync(ScaffoldNames.PromotionDecide, new PromotionVerdict(call, problems, canary), Patient);
    }

    private static async Task<IReadOnlyList<Problem>> WatchAsync(TaskOrchestrationContext context, TaskId canary)
    {
        var begun = context.CurrentUtcDateTime;
        for (var look = 0; context.CurrentUtcDateTime - begun < LongestCanary; look++)
        {
            var state = await context.CallActivityAsync<CanaryState>(ScaffoldNames.PromotionLook, canary.Value, Patient);
            if (state.HasEnded)
            {
                return state.Problems;
            }

            // 1, 1.5, 2.25, ... at most 30 s.
            var pause = TimeSpan.FromSeconds(Math.Min(30, Math.Pow(1.5, Math.Min(look, 10))));
            await context.CreateTimer(pause, CancellationToken.None);
        }

        return [new("canary-timeout", $"The canary {canary} had not ended after an hour.")];
    }
}
