using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Secrets;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.Scaffolding.Workspaces;

namespace Platform.Core.Scaffolding.DryRuns;

/// <summary>
/// Takes a task through its steps in one go, without a side effect: what stays in the workspace happens, everything else is
/// checked as far as it can be and left out, or says what it would do.
/// </summary>
public sealed class DryRun(ActionRegistry actions, StepPreparation preparation, IContentStore contents)
{
    public async Task<DryRunResult> RunAsync(ScaffoldTask task, DryRunOptions options, CancellationToken cancellationToken)
    {
        var unknown = options.AllowStubs ? [] : await preparation.FindMissingActionsAsync(task.Spec.Steps, cancellationToken);
        if (unknown.Count > 0)
        {
            return DryRunResult.Failed(unknown);
        }

        var run = new DryRunState(Tolerating(task), options);
        foreach (var step in run.Task.Spec.Steps)
        {
            var problems = await StepAsync(run, step, cancellationToken);
            if (problems.Count > 0)
            {
                return await EndAsync(run, problems, [], cancellationToken);
            }
        }

        var output = TaskOutput.Render(run.Task, run.Outputs, cancellationToken);
        return await EndAsync(run, output.Problems, output.Value ?? [], cancellationToken);
    }

    /// <summary>
    /// Of an action that is left out nobody knows the outputs, and there are no secrets: they may be undefined.
    /// </summary>
    private ScaffoldTask Tolerating(ScaffoldTask task)
    {
        var spec = task.Spec with
        {
            Optional =
            [
                .. task.Spec.Optional,
                "secrets.*",
                .. task.Spec.Steps.Where(step => IsLeftOut(step.Action))
                    .SelectMany(step => new[] { $"steps.{step.Id}.output.*", $"steps.{step.Id}.output" }),
            ],
        };
        return ScaffoldTask.Restore(task.Id, spec, task.CreatedBy, task.CreatedAt, task.Status, task.ChangedAt);
    }

    private bool IsLeftOut(string action) => !actions.TryGet(action, out var found) || !found.StaysInWorkspace;

    private async Task<IReadOnlyList<Problem>> StepAsync(DryRunState run, TaskStep step, CancellationToken cancellationToken)
    {
        var leftOut = IsLeftOut(step.Action);
        // What the outputs of a step that was left out would have given can't be checked.
        var schema = actions.TryGet(step.Action, out var action) && !(leftOut && run.RefersToLeftOut(step))
            ? action.InputSchema
            : null;
        var prepared = StepPreparation.Prepare(
            run.Task, step, run.Outputs, schema, action?.SecretInputs, run.Options.Secrets ?? TaskSecrets.None,
            cancellationToken);
        run.Enter(step, prepared);
        if (prepared.Problems.Count > 0 || (prepared.IsSkipped && !prepared.HasEach))
        {
            return prepared.Problems;
        }

        if (leftOut && !(run.Options.Preview && action is not null))
        {
            run.LeaveOut(step, prepared);
            return [];
        }

        var problems = await RunAsync(run, action!, step, prepared, leftOut, cancellationToken);
        run.Leave(step, problems);
        return problems;
    }

    private static async Task<IReadOnlyList<Problem>> RunAsync(
        DryRunState run, IScaffoldAction action, TaskStep step, PreparedStep prepared, bool leftOut,
        CancellationToken cancellationToken)
    {
        var isGuess = leftOut && run.RefersToLeftOut(step);
        run.Outputs[step.Id] = new JsonObject();
        if (leftOut)
        {
            run.Preview(step);
        }

        foreach (var part in prepared.Runs)
        {
            var end = await new DryRunTurns(action, run.Task, cancellationToken).TakeAsync(step, part, run.Workspace, leftOut);
            run.Say(step, end.Messages);
            if (end.Kind == TurnKind.Failed && !isGuess)
            {
                return end.Problems;
            }

            if (end.Kind == TurnKind.Failed)
            {
                // It may be right with what the step before really gives.
                run.Say(step, [.. end.Problems.Select(problem => $"Can't be judged before the real run: {problem.Message}")]);
                end = ActionTurn.Done(ActionSchemas.ExampleOf(action.OutputSchema));
            }

            run.Keep(step, part, end);
        }

        return [];
    }

    private async Task<DryRunResult> EndAsync(
        DryRunState run, IReadOnlyList<Problem> problems, JsonObject output, CancellationToken cancellationToken) => new(
        output,
        run.Workspace is { } address ? await contents.LoadAsync(address, cancellationToken) : WorkspaceManifest.Empty,
        [.. run.Stubbed],
        problems)
        {
            Log = [.. run.Log],
        };
}

/// <param name="AllowStubs">Actions that don't exist here are left out, too.</param>
/// <param name="Outputs">By step id: what an action that is left out is taken to have given.</param>
/// <param name="Preview">Actions that reach beyond the workspace say what they would do, and may read there.</param>
/// <param name="Secrets">Masked; null when there are none.</param>
public sealed record DryRunOptions(
    bool AllowStubs = false, JsonObject? Outputs = null, bool Preview = false, TaskSecrets? Secrets = null);

/// <param name="Stubbed">The actions that were left out, each once, in the order of their first step.</param>
/// <param name="Problems">Empty when all went well.</param>
public sealed record DryRunResult(
    JsonObject Output, WorkspaceManifest Workspace, IReadOnlyList<string> Stubbed, IReadOnlyList<Problem> Problems)
{
    /// <value>What a person would read, in order.</value>
    public IReadOnlyList<TaskEventBody> Log { get; init; } = [];

    public static DryRunResult Failed(IReadOnlyList<Problem> problems) => new([], WorkspaceManifest.Empty, [], problems);
}
