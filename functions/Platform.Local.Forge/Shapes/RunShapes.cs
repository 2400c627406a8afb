using System.Text.Json.Nodes;
using Platform.Local.Forge.Actions.Running;
using Platform.Local.Forge.Repositories;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Shapes;

/// <summary>Workflow runs and jobs as GitHub writes them.</summary>
internal sealed class RunShapes(ForgeStore store, Urls urls)
{
    public JsonObject Run(Run run)
    {
        var (data, repository) = (run.Data, run.Repository.Data);
        var url = $"{urls.Repository(repository.FullName)}/actions/runs/{data.Id}";
        var actor = store.Owner(ForgeUser.Login, "User").Data;
        return new JsonObject
        {
            ["id"] = data.Id,
            ["name"] = data.Name,
            ["node_id"] = Urls.NodeId("WorkflowRun", data.Id),
            ["check_suite_id"] = data.Id,
            ["check_suite_node_id"] = Urls.NodeId("CheckSuite", data.Id),
            ["head_branch"] = data.RefName,
            ["head_sha"] = data.Sha,
            ["path"] = data.Path,
            ["display_title"] = data.Title,
            ["run_number"] = data.Number,
            ["run_attempt"] = 1,
            ["event"] = data.Event,
            ["status"] = data.Status,
            ["conclusion"] = data.Conclusion,
            ["workflow_id"] = data.WorkflowId,
            ["url"] = url,
            ["html_url"] = $"{urls.Html(repository.FullName)}/actions/runs/{data.Id}",
            ["pull_requests"] = new JsonArray(),
            ["created_at"] = Urls.Time(data.CreatedAt),
            ["updated_at"] = Urls.Time(data.UpdatedAt),
            ["run_started_at"] = Urls.Time(data.CreatedAt),
            ["previous_attempt_url"] = null,
            ["jobs_url"] = $"{url}/jobs",
            ["logs_url"] = $"{url}/logs",
            ["check_suite_url"] = $"{urls.Repository(repository.FullName)}/check-suites/{data.Id}",
            ["artifacts_url"] = $"{url}/artifacts",
            ["cancel_url"] = $"{url}/cancel",
            ["rerun_url"] = $"{url}/rerun",
            ["workflow_url"] = $"{urls.Repository(repository.FullName)}/actions/workflows/{data.WorkflowId}",
            ["head_commit"] = Head(run),
            ["actor"] = urls.SimpleUser(actor),
            ["triggering_actor"] = urls.SimpleUser(actor),
            ["repository"] = Repository(repository),
            ["head_repository"] = Repository(repository),
        };
    }

    public JsonObject Workflow(Run run)
    {
        var (data, repository) = (run.Data, run.Repository.Data);
        return new JsonObject
        {
            ["id"] = data.WorkflowId,
            ["node_id"] = Urls.NodeId("Workflow", data.WorkflowId),
            ["name"] = data.Name,
            ["path"] = data.Path,
            ["state"] = "active",
            ["created_at"] = Urls.Time(data.CreatedAt),
            ["updated_at"] = Urls.Time(data.CreatedAt),
            ["url"] = $"{urls.Repository(repository.FullName)}/actions/workflows/{data.WorkflowId}",
            ["html_url"] = $"{urls.Html(repository.FullName)}/blob/{data.RefName}/{data.Path}",
            ["badge_url"] = $"{urls.Html(repository.FullName)}/workflows/{Uri.EscapeDataString(data.Name)}/badge.svg",
        };
    }

    public JsonObject Job(Run run, JobData job)
    {
        var repository = run.Repository.Data;
        var api = urls.Repository(repository.FullName);
        return new JsonObject
        {
            ["id"] = job.Id,
            ["run_id"] = run.Data.Id,
            ["run_url"] = $"{api}/actions/runs/{run.Data.Id}",
            ["run_attempt"] = 1,
            ["node_id"] = Urls.NodeId("CheckRun", job.Id),
            ["head_sha"] = run.Data.Sha,
            ["url"] = $"{api}/actions/jobs/{job.Id}",
            ["html_url"] = $"{urls.Html(repository.FullName)}/actions/runs/{run.Data.Id}/job/{job.Id}",
            ["status"] = job.Status,
            ["conclusion"] = job.Conclusion,
            ["created_at"] = Urls.Time(job.CreatedAt),
            ["started_at"] = Urls.Time(job.StartedAt ?? job.CreatedAt),
            ["completed_at"] = job.CompletedAt is { } completed ? Urls.Time(completed) : null,
            ["name"] = job.Name,
            ["steps"] = new JsonArray([.. job.Steps.Select(Step)]),
            ["check_run_url"] = $"{api}/check-runs/{job.Id}",
            ["labels"] = new JsonArray([.. job.Labels.Select(label => (JsonNode)label)]),
            ["runner_id"] = job.StartedAt is null ? null : 1,
            ["runner_name"] = job.StartedAt is null ? null : "forge",
            ["runner_group_id"] = job.StartedAt is null ? null : 1,
            ["runner_group_name"] = job.StartedAt is null ? null : "forge",
            ["workflow_name"] = run.Data.Name,
            ["head_branch"] = run.Data.RefName,
        };
    }

    private static JsonObject Step(StepData step) =>
        new()
        {
            ["name"] = step.Name,
            ["status"] = step.Status,
            ["conclusion"] = step.Conclusion,
            ["number"] = step.Number,
            ["started_at"] = step.StartedAt is { } started ? Urls.Time(started) : null,
            ["completed_at"] = step.CompletedAt is { } completed ? Urls.Time(completed) : null,
        };

    private JsonObject Repository(RepositoryData data) => urls.Repository(data, store.Owner(data.Owner).Data);

    private static JsonObject? Head(Run run) =>
        run.Repository.Git.Commit(run.Data.Sha) is not { } commit
            ? null
            : new JsonObject
            {
                ["id"] = run.Data.Sha,
                ["tree_id"] = commit.Tree,
                ["message"] = commit.Message,
                ["timestamp"] = Urls.Time(commit.Committer.Date),
                ["author"] = new JsonObject { ["name"] = commit.Author.Name, ["email"] = commit.Author.Email },
                ["committer"] = new JsonObject { ["name"] = commit.Committer.Name, ["email"] = commit.Committer.Email },
            };
}
