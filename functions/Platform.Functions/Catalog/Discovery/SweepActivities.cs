using Microsoft.Azure.Functions.Worker;
using Platform.Core.Catalog.Discovery.Sweeps;

namespace Platform.Functions.Catalog.Discovery;

/// <summary>The activities of <see cref="SweepOrchestrator"/>; each may run more than once.</summary>
public sealed class SweepActivities(
    SweepPlanning planning, ChunkSweep chunks, SweepConclusion conclusion, ISweepRecords<SweepResult> records)
{
    [Function(DiscoveryNames.Plan)]
    public Task<SweepPlan> PlanAsync([ActivityTrigger] SweepScope scope, CancellationToken cancellationToken) =>
        planning.PlanAsync(scope, cancellationToken);

    [Function(DiscoveryNames.Look)]
    public Task<SweepChunk> LookAsync([ActivityTrigger] SweepLook look, CancellationToken cancellationToken) =>
        chunks.LookAsync(look.Organization, look.Repositories, cancellationToken);

    [Function(DiscoveryNames.Conclude)]
    public Task<SweepReport> ConcludeAsync([ActivityTrigger] SweepEnd end, CancellationToken cancellationToken) =>
        conclusion.ConcludeAsync(end, cancellationToken);

    [Function(DiscoveryNames.End)]
    public Task EndAsync([ActivityTrigger] SweepResult result, CancellationToken cancellationToken) =>
        records.EndAsync(result.Id, result, cancellationToken);
}

/// <param name="Repositories">Their numbers.</param>
public sealed record SweepLook(string Organization, IReadOnlyList<long> Repositories);
