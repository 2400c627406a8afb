using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.Scaffolding.Tasks;
using Platform.Core.SourceControl;

namespace Platform.Core.Scaffolding.Actions.GitHub;

/// <summary>
/// <c>github:actions:dispatch</c>. A run has no room for a mark: the first turn notes which one is the newest, and a second turn
/// that is repeated takes a newer one for its own instead of starting another.
/// </summary>
public sealed partial class DispatchWorkflowAction(GitHubSteps steps, IWorkflowDispatch workflows) : IScaffoldAction
{
    private const string Dispatch = "dispatch";

    /// <summary>A run shows up within seconds of its dispatch.</summary>
    private const int LooksWhenInDoubt = 10;

    private static readonly TimeSpan InDoubtAfter = TimeSpan.FromSeconds(1);

    public string Id => "github:actions:dispatch";

    public string Description => "Starts a workflow of a repository on a branch or tag.";

    public IReadOnlyList<ActionExample> Examples { get; } =
    [
        new(
            "Deploy what was just published",
            """
            steps:
              - id: deploy
                action: github:actions:dispatch
                input:
                  repoUrl: github.com?owner=acme&repo=orders
                  workflowId: deploy.yml
                  branchOrTagName: main
                  workflowInputs:
                    stage: test
            """),
    ];

    public JsonObject InputSchema { get; } = GitHubSchemas.Input(
        """
        {
          "workflowId": { "type": ["string", "number"], "description": "The name of its file, or its number" },
          "branchOrTagName": { "type": "string", "minLength": 1 },
          "workflowInputs": {
            "type": "object", "maxProperties": 25, "additionalProperties": { "type": ["string", "number", "boolean"] }
          }
        }
        """,
        "workflowId", "branchOrTagName");

    public JsonObject OutputSchema { get; } = ActionSchemas.OutputOf(
        """
        { "workflowRunId": { "type": "number" }, "workflowRunUrl": { "type": "string" } }
        """);

    public async Task<ActionTurn> RunAsync(ScaffoldTask task, ActionCall call, CancellationToken cancellationToken)
    {
        var (target, workflow) = (steps.Target(task, call), WorkflowOf(call.Input));
        if (!target.IsOk || !workflow.IsOk)
        {
            return ActionTurn.Failed([.. target.Problems, .. workflow.Problems]);
        }

        steps.ActFor(task, call);
        return call.Stage switch
        {
            ActionCall.Start => await LookAsync(call, target.Value, workflow.Value, cancellationToken),
            Dispatch => await DispatchAsync(call, target.Value, workflow.Value, cancellationToken),
            _ => throw new InvalidOperationException($"{Id} has no stage '{call.Stage}'."),
        };
    }

    public Task<ActionTurn> PreviewAsync(ScaffoldTask task, ActionCall call, CancellationToken cancellationToken)
    {
        var (target, workflow) = (steps.Target(task, call), WorkflowOf(call.Input));
        return Task.FromResult(target.IsOk && workflow.IsOk
            ? ActionTurn.Done(ActionSchemas.ExampleOf(OutputSchema)).Saying(
                $"Would start the workflow {workflow.Value.Workflow} of {target.Value} on {workflow.Value.Reference}")
            : ActionTurn.Failed([.. target.Problems, .. workflow.Problems]));
    }

    public async Task<UndoReport> UndoAsync(ScaffoldTask task, UndoCall call, CancellationToken cancellationToken)
    {
        steps.ActFor(task);
        var made = call.UndoAs<Made>();
        var newest = made.Run is { Id: > 0 } known
            ? known
            : (await workflows.NewestAsync(made.Repository, made.Workflow, cancellationToken)).Value;
        return newest is null || newest.Id <= made.Before
            ? new($"No workflow of {made.Repository} was started.")
            : new(
                $"The workflow {made.Workflow.Workflow} of {made.Repository} was started ({newest.Url}); what it did remains.",
                LeftBehind: true);
    }

    private async Task<ActionTurn> LookAsync(
        ActionCall call, RepositoryName repository, WorkflowReference workflow, CancellationToken cancellationToken)
    {
        var found = await steps.FindAsync(repository, cancellationToken);
        if (!found.IsOk)
        {
            return steps.NotFound(call, found.Problems);
        }

        var newest = await workflows.NewestAsync(repository, workflow, cancellationToken);
        return newest.IsOk
            ? ActionTurn.Next(Dispatch, new Looked(newest.Value.Id, steps.Now))
                .WithUndo(new Made(repository, workflow, newest.Value.Id))
            : ActionTurn.Failed(newest.Problems);
    }

    private async Task<ActionTurn> DispatchAsync(
        ActionCall call, RepositoryName repository, WorkflowReference workflow, CancellationToken cancellationToken)
    {
        var looked = call.StateAs<Looked>();
        var isInDoubt = call.Attempt > 1 || steps.Now - looked.At > InDoubtAfter;
        var run = await FindNewAsync(repository, workflow, looked.Newest, isInDoubt ? LooksWhenInDoubt : 1, cancellationToken);
        if (run is { IsOk: true, Value.Id: 0 })
        {
            run = await workflows.DispatchAsync(repository, workflow, InputsOf(call.Input), cancellationToken);
        }

        // A host of an older version says nothing of the run.
        if (run is { IsOk: true, Value.Id: 0 })
        {
            run = await FindNewAsync(repository, workflow, looked.Newest, LooksWhenInDoubt, cancellationToken);
        }

        return run.IsOk
            ? ActionTurn.Done(new { workflowRunId = run.Value.Id, workflowRunUrl = run.Value.Url })
                .WithUndo(new Made(repository, workflow, looked.Newest, run.Value))
                .Saying($"Started the workflow {workflow.Workflow} of {repository} on {workflow.Reference}: {run.Value.Url}")
            : ActionTurn.Failed(run.Problems);
    }

    private async Task<Result<DispatchedRun>> FindNewAsync(
        RepositoryName repository, WorkflowReference workflow, long known, int looks, CancellationToken cancellationToken)
    {
        for (var look = 1; ; look++)
        {
            var newest = await workflows.NewestAsync(repository, workflow, cancellationToken);
            if (!newest.IsOk || newest.Value.Id > known)
            {
                return newest;
            }

            if (look == looks)
            {
                return DispatchedRun.None;
            }

            await steps.PauseAsync(cancellationToken);
        }
    }

    private static Result<WorkflowReference> WorkflowOf(JsonObject input)
    {
        var (workflow, reference) = ($"{input["workflowId"]}", input.Text("branchOrTagName")!);
        List<Problem> problems = [];
        if (!Workflow().IsMatch(workflow))
        {
            problems.Add(new("workflow-id-invalid", $"'{workflow}' can't be a workflow.", "workflowId", workflow,
                "the name of a file in .github/workflows, or the workflow's number"));
        }

        // GitHub takes the full name as well, which tells a tag from a branch.
        var name = reference.StartsWith("refs/heads/", StringComparison.Ordinal) ? reference["refs/heads/".Length..]
            : reference.StartsWith("refs/tags/", StringComparison.Ordinal) ? reference["refs/tags/".Length..]
            : reference;
        if (!BranchName.IsValid(name))
        {
            problems.Add(new("branch-name-invalid", $"'{reference}' is no branch or tag.", "branchOrTagName", reference,
                BranchName.Requirements));
        }

        return problems.Count > 0 ? Result<WorkflowReference>.Failed(problems) : new WorkflowReference(workflow, reference);
    }

    private static Dictionary<string, string> InputsOf(JsonObject input) =>
        (input["workflowInputs"] as JsonObject ?? []).ToDictionary(pair => pair.Key, pair => $"{pair.Value}");

    [GeneratedRegex(@"\A([0-9]{1,18}|[A-Za-z0-9_][A-Za-z0-9._ -]{0,200}\.ya?ml)\z")]
    private static partial Regex Workflow();

    private sealed record Looked(long Newest, DateTimeOffset At);

    /// <param name="Before">The newest run there was.</param>
    private sealed record Made(
        RepositoryName Repository, WorkflowReference Workflow, long Before, DispatchedRun? Run = null);
}
