using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Platform.Core.Drift.Sweeps;

namespace Platform.Functions.Drift.Sweeps;

/// <summary>
/// One sweep: each organisation is listed, what may have changed is looked at in chunks, then everything is judged, and whoever
/// wants to hears of it. Killed at any point, it goes on there.
/// </summary>
public sealed class DriftSweepOrchestrator
{
    [Function(DriftSweepNames.Orchestrator)]
    public async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var run = new DriftSweepRun(context, context.GetInput<DriftSweepInput>()!);
        var reports = new List<DriftReport>();
        foreach (var organization in run.Organizations)
        {
            reports.Add(await run.CollectAsync(organization));
        }

        var judged = await run.JudgeAsync(reports);
        await run.EndAsync(reports, judged);
    }
}
