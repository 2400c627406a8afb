using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Platform.Core.Catalog.Discovery.Sweeps;

namespace Platform.Functions.Catalog.Discovery;

/// <summary>
/// One sweep: each scope is listed, what may have changed is looked at in chunks, and the end is drawn over all of it. Killed at
/// any point, it goes on there.
/// </summary>
public sealed class SweepOrchestrator
{
    [Function(DiscoveryNames.Orchestrator)]
    public async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var input = context.GetInput<SweepInput>()!;
        var run = new SweepRun(context, input);
        var reports = new List<SweepReport>();
        foreach (var scope in input.Scopes)
        {
            reports.Add(await run.SweepAsync(scope));
        }

        await run.EndAsync(reports);
    }
}
