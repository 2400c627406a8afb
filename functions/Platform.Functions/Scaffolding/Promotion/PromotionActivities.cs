using Microsoft.Azure.Functions.Worker;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Library.Promotion;
using Platform.Core.Scaffolding.Tasks;
using Platform.Functions.Hosting;

namespace Platform.Functions.Scaffolding.Promotion;

/// <summary>The activities of <see cref="PromotionOrchestrator"/>.</summary>
public sealed class PromotionActivities(PromotionProcess process, OrchestrationSignals signals)
{
    [Function(ScaffoldNames.PromotionTest)]
    public Task<IReadOnlyList<Problem>> TestAsync([ActivityTrigger] PromotionCall call, CancellationToken cancellationToken) =>
        process.TestAsync(call, cancellationToken);

    [Function(ScaffoldNames.PromotionCanary)]
    public async Task<CanaryStart> StartCanaryAsync([ActivityTrigger] PromotionCall call, CancellationToken cancellationToken)
    {
        var started = await process.StartCanaryAsync(call, cancellationToken);

        // Without a client at hand the reconciler starts it.
        if (started.Canary is { } canary && signals.Client is { } client)
        {
            await TaskStarter.EnsureStartedAsync(client, canary, cancellationToken);
        }

        return started;
    }

    [Function(ScaffoldNames.PromotionLook)]
    public Task<CanaryState> LookAsync([ActivityTrigger] string canary, CancellationToken cancellationToken) =>
        process.LookAsync(TaskId.Parse(canary), cancellationToken);

    [Function(ScaffoldNames.PromotionDecide)]
    public Task DecideAsync([ActivityTrigger] PromotionVerdict verdict, CancellationToken cancellationToken) =>
        process.DecideAsync(verdict, cancellationToken);
}
