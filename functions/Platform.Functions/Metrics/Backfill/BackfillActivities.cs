using Microsoft.Azure.Functions.Worker;
using Platform.Core.Metrics.Backfill;

namespace Platform.Functions.Metrics.Backfill;

/// <summary>The activities of <see cref="BackfillOrchestrator"/>; each may run more than once.</summary>
public sealed class BackfillActivities(BackfillWork work)
{
    [Function(BackfillNames.Plan)]
    public Task<int> PlanAsync([ActivityTrigger] string id, CancellationToken cancellationToken) =>
        work.PlanAsync(id, cancellationToken);

    /// <returns>Whether there is another page of the same.</returns>
    [Function(BackfillNames.Page)]
    public async Task<bool> PageAsync([ActivityTrigger] BackfillState state, CancellationToken cancellationToken) =>
        (await work.TellAsync(state.Id, state.Place, state.Kind, state.Page, cancellationToken)).More;
}
