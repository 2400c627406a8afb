using Microsoft.Azure.Functions.Worker;
using Platform.Core.Catalog.Discovery.Sweeps;
using Platform.Core.Drift.Sweeps;

namespace Platform.Functions.Drift.Sweeps;

/// <summary>The activities of <see cref="DriftSweepOrchestrator"/>; each may run more than once.</summary>
public sealed class DriftSweepActivities(
    DriftPlanning planning,
    DriftLooking looking,
    DriftJudging judging,
    DriftConclusion conclusion,
    ISweepRecords<DriftSweepResult> records)
{
    private const int KeptDays = 30;

    [Function(DriftSweepNames.Plan)]
    public Task<DriftPlan> PlanAsync([ActivityTrigger] DriftOrder order, CancellationToken cancellationToken) =>
        planning.PlanAsync(order, cancellationToken);

    [Function(DriftSweepNames.Look)]
    public Task<DriftChunk> LookAsync([ActivityTrigger] DriftLookOrder order, CancellationToken cancellationToken) =>
        looking.LookAsync(order, cancellationToken);

    [Function(DriftSweepNames.Close)]
    public Task CloseAsync([ActivityTrigger] DriftClose close, CancellationToken cancellationToken) =>
        conclusion.CloseAsync(close, cancellationToken);

    [Function(DriftSweepNames.Divide)]
    public Task<IReadOnlyList<JudgingPart>> DivideAsync(
        [ActivityTrigger] JudgingOrder order, CancellationToken cancellationToken) =>
        judging.DivideAsync(order, cancellationToken);

    [Function(DriftSweepNames.Judge)]
    public Task<JudgingResult> JudgeAsync([ActivityTrigger] JudgingOrder order, CancellationToken cancellationToken) =>
        judging.JudgeAsync(order, cancellationToken);

    [Function(DriftSweepNames.Tell)]
    public Task TellAsync([ActivityTrigger] DriftTelling telling, CancellationToken cancellationToken) =>
        conclusion.EndAsync(telling.End, telling.Organizations, cancellationToken);

    [Function(DriftSweepNames.End)]
    public async Task EndAsync([ActivityTrigger] DriftSweepResult result, CancellationToken cancellationToken)
    {
        // Some 25 a day, so that those of a month are one page.
        await records.ForgetEndedAsync(result.EndedAt.AddDays(-KeptDays), cancellationToken);
        await records.EndAsync(result.Id, result, cancellationToken);
    }
}
