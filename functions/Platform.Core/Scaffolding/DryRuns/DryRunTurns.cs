using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.DryRuns;

/// <summary>Takes an action's turns one after the other, or asks it what it would do; it waits for nothing.</summary>
internal sealed class DryRunTurns(IScaffoldAction action, ScaffoldTask task, CancellationToken cancellationToken)
{
    public Task<ActionTurn> TakeAsync(TaskStep step, PreparedRun part, string? workspace, bool preview)
    {
        var run = new StepRun(step.Id, step.Name, 0, 1, part.Iteration, IsLast: true, task.CreatedAt);
        // As it would come out of the history: numbers of one kind, nothing shared.
        var input = JsonNode.Parse(part.Input.ToJsonString())!.AsObject();
        var call = new ActionCall(task.Id, run, action.Id, input, workspace);
        return preview
            ? action.PreviewAsync(task, call, cancellationToken)
            : WholeAction.RunAsync(action, task, call, cancellationToken);
    }
}
