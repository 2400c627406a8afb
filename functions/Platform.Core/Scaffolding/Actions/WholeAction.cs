using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Actions;

/// <summary>Takes an action's turns one after the other, in this process, and waits for nothing.</summary>
public static class WholeAction
{
    /// <returns>The turn that ends it: done or failed, with the messages of all turns.</returns>
    public static async Task<ActionTurn> RunAsync(
        IScaffoldAction action, ScaffoldTask task, ActionCall call, CancellationToken cancellationToken)
    {
        List<string> messages = [];
        while (true)
        {
            var turn = await action.RunAsync(task, call, cancellationToken);
            messages.AddRange(turn.Messages);
            if (turn.Kind is TurnKind.Done or TurnKind.Failed)
            {
                return turn with { Messages = messages };
            }

            List<JsonNode?> results = [];
            foreach (var item in turn.Items)
            {
                var share = call with { Stage = turn.ItemStage, State = turn.State, Item = item };
                var done = await action.RunAsync(task, share, cancellationToken);
                messages.AddRange(done.Messages);
                if (done.Kind == TurnKind.Failed)
                {
                    return done with { Messages = messages };
                }

                results.Add(done.Output);
            }

            call = call with { Stage = turn.Stage, State = turn.State, Item = null, Results = results };
        }
    }
}
