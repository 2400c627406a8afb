using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Platform.Functions.Metrics.Backfill;

/// <summary>What <see cref="BackfillRun"/> says is kept under this name and version.</summary>
public sealed class BackfillOrchestrator
{
    [Function(BackfillNames.Orchestrator)]
    public Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) => BackfillRun.RunAsync(context);
}
