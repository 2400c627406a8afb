using Microsoft.Azure.Functions.Worker;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Functions.Scaffolding;

/// <summary>The activities of <see cref="ScaffoldOrchestrator"/>.</summary>
public sealed class ScaffoldActivities(TaskProcess process)
{
    [Function(ScaffoldNames.Begin)]
    public Task<TaskPlan> BeginAsync([ActivityTrigger] string taskId, CancellationToken cancellationToken) =>
        process.BeginAsync(TaskId.Parse(taskId), cancellationToken);

    [Function(ScaffoldNames.Prepare)]
    public Task<PreparedStep> PrepareAsync([ActivityTrigger] PrepareCall call, CancellationToken cancellationToken) =>
        process.PrepareAsync(call, cancellationToken);

    [Function(ScaffoldNames.TakeTurn)]
    public Task<ActionTurn> TakeTurnAsync([ActivityTrigger] ActionCall call, CancellationToken cancellationToken) =>
        process.TakeTurnAsync(call, cancellationToken);

    [Function(ScaffoldNames.Undo)]
    public Task<UndoReport> UndoAsync([ActivityTrigger] UndoCall call, CancellationToken cancellationToken) =>
        process.UndoAsync(call, cancellationToken);

    [Function(ScaffoldNames.Complete)]
    public Task<IReadOnlyList<Problem>> CompleteAsync([ActivityTrigger] TaskEnd end, CancellationToken cancellationToken) =>
        process.CompleteAsync(end, cancellationToken);

    [Function(ScaffoldNames.Fail)]
    public Task FailAsync([ActivityTrigger] TaskFailure failure, CancellationToken cancellationToken) =>
        process.FailAsync(failure, cancellationToken);
}
