using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;

namespace Platform.Adapters.GitHub;

/// <summary>Starts workflows, and finds what was started.</summary>
internal sealed class WorkflowDispatch(RepositoryApi api) : IWorkflowDispatch
{
    public async Task<Result<DispatchedRun>> NewestAsync(
        RepositoryName repository, WorkflowReference workflow, CancellationToken cancellationToken)
    {
        var branch = Uri.EscapeDataString(workflow.Reference.Split('/', 3) is ["refs", _, var name] ? name : workflow.Reference);
        var found = await api.FindAsync(
            repository,
            "look for runs of the workflow",
            $"{PathOf(workflow)}/runs?event=workflow_dispatch&branch={branch}&per_page=1",
            cancellationToken);
        return !found.IsOk ? Result<DispatchedRun>.Failed(found.Problems)
            : found.Value.Value?["workflow_runs"] is JsonArray { Count: > 0 } runs
                ? new DispatchedRun((long)runs[0]!["id"]!, new($"{runs[0]!["html_url"]}"))
                : DispatchedRun.None;
    }

    public async Task<Result<DispatchedRun>> DispatchAsync(
        RepositoryName repository,
        WorkflowReference workflow,
        IReadOnlyDictionary<string, string> inputs,
        CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["ref"] = workflow.Reference, ["return_run_details"] = true };
        if (inputs.Count > 0)
        {
            body["inputs"] = new JsonObject(inputs.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
        }

        var started = await api.PostAsync(
            repository, $"start the workflow {workflow.Workflow}", $"{PathOf(workflow)}/dispatches", body, cancellationToken);
        return !started.IsOk ? Result<DispatchedRun>.Failed(started.Problems)
            : started.Value.Value?["workflow_run_id"] is { } id
                ? new DispatchedRun((long)id, new($"{started.Value.Value["html_url"]}"))
                : DispatchedRun.None;
    }

    private static string PathOf(WorkflowReference workflow) => $"actions/workflows/{Uri.EscapeDataString(workflow.Workflow)}";
}
