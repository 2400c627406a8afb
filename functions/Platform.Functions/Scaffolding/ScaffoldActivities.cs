using Microsoft.Azure.Functions.Worker;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Limits;
using Platform.Functions.Hosting;

namespace Platform.Functions.Scaffolding;

/// <summary>The activities of <see cref="ScaffoldOrchestrator"/>.</summary>
public sealed class ScaffoldActivities(TaskProcess process, SlotProcess slots, OrchestrationSignals signals)
{
    [Function(ScaffoldNames.Begin)]
    public Task<TaskPlan> BeginAsync([ActivityTrigger] string instance, CancellationToken cancellationToken) =>
        process.BeginAsync(instance, cancellationToken);

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

    [Function(ScaffoldNames.Cancel)]
    public Task CancelAsync([ActivityTrigger] TaskFailure failure, CancellationToken cancellationToken) =>
        process.CancelAsync(failure, cancellationToken);

    [Function(ScaffoldNames.EnterSlot)]
    public Task<int> EnterSlotAsync([ActivityTrigger] SlotCall call, CancellationToken cancellationToken) =>
        slots.EnterAsync(call, cancellationToken);

    /// <returns>Whether somebody was told to look again.</returns>
    [Function(ScaffoldNames.LeaveSlot)]
    public async Task<int> LeaveSlotAsync([ActivityTrigger] SlotCall call, CancellationToken cancellationToken)
    {
        var first = await slots.LeaveAsync(call, cancellationToken);
        if (first.Count < call.Limit.Most)
        {
            return 0;
        }

        await signals.RaiseAsync(first[^1].Instance, first[^1].Event, call.Holder.Instance, cancellationToken);
        return 1;
    }
}
