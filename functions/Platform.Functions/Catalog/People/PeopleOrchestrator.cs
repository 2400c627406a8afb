using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Platform.Functions.Catalog.People;

/// <summary>What <see cref="PeopleRun"/> says is kept under this name and version.</summary>
public sealed class PeopleOrchestrator
{
    [Function(PeopleFunctionNames.Orchestrator)]
    public Task<PeopleSweepStatus> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        PeopleRun.RunAsync(context);
}
