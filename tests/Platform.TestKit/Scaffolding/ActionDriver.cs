using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.TestKit.Scaffolding;

/// <summary>
/// Takes an action through its turns as the orchestration does, every turn twice: activities run at least once, so a repeat must
/// come to the same result.
/// </summary>
public sealed class ActionDriver(IScaffoldAction action, ScaffoldTask task, DateTimeOffset startedAt)
{
    private readonly List<ActionTurn> _turns = [];

    public IReadOnlyList<ActionTurn> Turns => _turns;

    public IEnumerable<string> Messages => _turns.SelectMany(turn => turn.Messages);

    public JsonNode? Undo => _turns.Select(turn => turn.Undo).LastOrDefault(undo => undo is not null);

    /// <summary>What happens in the world while the action waits; null ends the drive at the wait.</summary>
    public Func<ActionTurn, Task>? WhileWaiting { get; init; }

    public async Task<ActionTurn> RunAsync(JsonObject input, string? workspace, CancellationToken cancellationToken)
    {
        var step = new StepRun("step", "Step", 0, 1, null, true, startedAt);
        var call = new ActionCall(task.Id, step, action.Id, input, workspace);
        while (true)
        {
            var turn = await TakeAsync(call, cancellationToken);
            if (turn.Kind is TurnKind.Done or TurnKind.Failed)
            {
                return turn;
            }

            List<JsonNode?> results = [];
            foreach (var item in turn.Items)
            {
                var share = call with { Stage = turn.ItemStage, State = turn.State, Item = item, Results = null };
                var part = await TakeAsync(share, cancellationToken);
                if (part.Kind == TurnKind.Failed)
                {
                    return part;
                }

                results.Add(part.Output);
            }

            if (turn.Kind is TurnKind.Wait or TurnKind.Retry)
            {
                if (WhileWaiting is null)
                {
                    return turn;
                }

                await WhileWaiting(turn);
            }

            call = turn.Kind == TurnKind.Retry ? call with { Attempt = call.Attempt + 1 }
                : call with { Stage = turn.Stage, State = turn.State, Item = null, Results = results };
        }
    }

    public Task<UndoReport> UndoAsync(CancellationToken cancellationToken) =>
        action.UndoAsync(task, new UndoCall(task.Id, "step", "step", action.Id, Undo!), cancellationToken);

    private async Task<ActionTurn> TakeAsync(ActionCall call, CancellationToken cancellationToken)
    {
        var first = await action.RunAsync(task, Travelled(call), cancellationToken);
        var second = await action.RunAsync(task, Travelled(call), cancellationToken);
        if (PlatformJson.Serialize(first) != PlatformJson.Serialize(second))
        {
            throw new InvalidOperationException(
                $"Stage '{call.Stage}' came to two results:\n{PlatformJson.Serialize(first)}\n{PlatformJson.Serialize(second)}");
        }

        var turn = Travelled(second);
        _turns.Add(turn);
        return turn;
    }

    /// <summary>What is left of it after the way through the history.</summary>
    private static T Travelled<T>(T value) => PlatformJson.Deserialize<T>(PlatformJson.Serialize(value));
}
