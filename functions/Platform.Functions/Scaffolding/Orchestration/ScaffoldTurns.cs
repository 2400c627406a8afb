using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Functions.Scaffolding.Orchestration;

/// <summary>Takes an action's turns until it is done, has failed, or is to stop.</summary>
internal sealed class ScaffoldTurns(
    ScaffoldCalls calls, ScaffoldJournal journal, ScaffoldSlots slots, ScaffoldStop stop, TaskId id)
{
    /// <param name="first">Its first turn, when that was taken already.</param>
    /// <returns>How it ended; null when it was stopped.</returns>
    public async Task<ActionTurn?> TakeAsync(
        StepRun step, string action, JsonObject input, string? workspace, ActionTurn? first)
    {
        var call = new ActionCall(id, step, action, input, workspace);
        while (true)
        {
            var turn = await TakeAsync(call, first);
            first = null;
            if (turn?.Undo is { } undo)
            {
                journal.Remember(step, action, undo);
            }

            if (turn is null or { Kind: TurnKind.Done or TurnKind.Failed })
            {
                return turn;
            }

            var results = await ResultsAsync(call, turn);
            if (results.FirstOrDefault(result => result is { Kind: TurnKind.Failed }) is { } failed)
            {
                return failed;
            }

            if (stop.IsSet || results.Contains(null))
            {
                return null;
            }

            call = call with
            {
                Stage = turn.Stage,
                State = turn.State,
                Item = null,
                Results = [.. results.Select(result => result!.Output)],
            };
        }
    }

    private async Task<IReadOnlyList<ActionTurn?>> ResultsAsync(ActionCall call, ActionTurn turn) => turn.Kind switch
    {
        TurnKind.FanOut => await Task.WhenAll(turn.Items.Select(item =>
            TakeAsync(call with { Stage = turn.ItemStage, State = turn.State, Item = item, Results = null }))),
        TurnKind.Wait => [await WaitAsync(turn)],
        _ => [],
    };

    private async Task<ActionTurn?> WaitAsync(ActionTurn turn)
    {
        if (!turn.Idle)
        {
            return ActionTurn.Done(await calls.WaitAsync(turn.Event, turn.After));
        }

        await slots.StepAsideAsync();
        var payload = await calls.WaitAsync(turn.Event, turn.After);
        return await slots.ComeBackAsync() ? ActionTurn.Done(payload) : null;
    }

    /// <param name="taken">What its first attempt came to, when that was made already.</param>
    private async Task<ActionTurn?> TakeAsync(ActionCall call, ActionTurn? taken = null)
    {
        while (true)
        {
            var turn = taken is null
                ? await calls.TryAsync<ActionTurn>(ScaffoldNames.TakeTurn, call)
                : Result<ActionTurn>.Ok(taken);
            taken = null;
            if (turn.Value is not { Kind: TurnKind.Retry } again)
            {
                return turn.Value ?? ActionTurn.Failed(turn.Problems);
            }

            await calls.PauseAsync(again.After);
            if (stop.IsSet)
            {
                return null;
            }

            call = again.Waited ? call : call with { Attempt = call.Attempt + 1 };
        }
    }
}
