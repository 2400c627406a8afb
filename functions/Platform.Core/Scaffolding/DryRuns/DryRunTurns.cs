using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.DryRuns;

/// <summary>Takes an action's turns one after the other; it waits for nothing.</summary>
internal sealed class DryRunTurns(IScaffoldAction action, ScaffoldTask task, CancellationToken cancellationToken)
{
    public async Task<ActionTurn> TakeAsync(TaskStep step, PreparedRun part, string? workspace)
    {
        var run = new StepRun(step.Id, step.Name, 0, 1, part.Iteration, IsLast: true, task.CreatedAt);
        // As it would come out of the history: numbers of one kind, nothing shared.
        var input = JsonNode.Parse(part.Input.ToJsonString())!.AsObject();
        var call = new ActionCall(task.Id, run, action.Id, input, workspace);
        while (true)
        {
            var turn = await action.RunAsync(task, call, cancellationToken);
            if (turn.Kind is TurnKind.Done or TurnKind.Failed)
            {
                return turn;
            }

            List<JsonNode?> results = [];
            foreach (var item in turn.Items)
            {
                var done = await action.RunAsync(
                    task, call with { Stage = turn.ItemStage, State = turn.State, Item = item }, cancellationToken);
                if (done.Kind == TurnKind.Failed)
                {
                    return done;
                }

                results.Add(done.Output);
            }

            call = call with { Stage = turn.Stage, State = turn.State, Item = null, Results = results };
        }
    }
}
