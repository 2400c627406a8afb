using System.Text.Json.Nodes;
using Platform.Local.Forge.Actions.Running;
using Platform.Local.Forge.Git;
using Platform.Local.Forge.Http;
using Platform.Local.Forge.Shapes;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Routes;

/// <summary>Workflow runs, their jobs and logs.</summary>
internal sealed class RunRoutes(RunStore runs, WorkflowStarter starter, RunShapes shapes) : IRouteGroup
{
    public void Map(RouteTable routes)
    {
        routes.MapRepository(
            "GET",
            "/actions/runs",
            (call, repository) =>
                call.Page("workflow_runs", [.. runs.Of(repository).Where(run => Matches(call, run.Data))], shapes.Run));
        routes.MapRepository(
            "GET",
            "/actions/runs/{run_id}",
            (call, repository) =>
                runs.Find(repository, call.RouteId("run_id")) is { } run ? Answer.Ok(shapes.Run(run)) : Answer.NotFound);
        routes.MapRepository(
            "GET",
            "/actions/runs/{run_id}/jobs",
            (call, repository) =>
                runs.Find(repository, call.RouteId("run_id")) is { } run
                    ? call.Page("jobs", run.Data.Jobs, job => shapes.Job(run, job))
                    : Answer.NotFound);
        routes.MapRepository(
            "GET",
            "/actions/jobs/{job_id}",
            (call, repository) =>
                FindJob(repository, call) is var (run, job) ? Answer.Ok(shapes.Job(run, job)) : Answer.NotFound);
        routes.MapRepository(
            "GET",
            "/actions/jobs/{job_id}/logs",
            (call, repository) =>
                FindJob(repository, call) is var (_, job)
                    ? new Answer(302)
                    {
                        Headers = new Dictionary<string, string>
                        {
                            ["Location"] = $"{call.Urls.Root}/_forge/logs/{repository.Data.FullName}/{job.Id}",
                        },
                    }
                    : Answer.NotFound);
        routes.MapRepository("GET", "/actions/workflows/{workflow_id}/runs", (call, repository) =>
        {
            var path = PathOf(call, repository);
            return call.Page(
                "workflow_runs",
                [.. runs.Of(repository).Where(run => run.Data.Path == path && Matches(call, run.Data))],
                shapes.Run);
        });
        routes.MapRepository("POST", "/actions/workflows/{workflow_id}/dispatches", Dispatch);
        // GitHub redirects to storage outside its API; clients drop the token on the way, so this needs none.
        routes.MapOpen(
            "GET",
            "/_forge/logs/{owner}/{repo}/{job_id}",
            (call, repository) =>
                FindJob(repository, call) is var (run, job) ? PageRoutes.Text(Read(run, job)) : Answer.NotFound);
    }

    private Answer Dispatch(Call call, Repository repository)
    {
        if (PathOf(call, repository) is not { } path || repository.Git.Resolve(repository.Data.DefaultBranch) is not { } head
            || repository.Git.Find(repository.Git.Commit(head)!.Tree, path) is null)
        {
            return Answer.NotFound;
        }

        var reference = call.Text("ref") ?? string.Empty;
        var full = new[] { reference, $"refs/heads/{reference}", $"refs/tags/{reference}" }.FirstOrDefault(name =>
            name.StartsWith("refs/", StringComparison.Ordinal) && repository.Git.Refs.Read(name) is not null);
        if (full is null)
        {
            return Answer.Invalid($"No ref found for: {reference}");
        }

        if (starter.Dispatch(repository, full, path, call.Body["inputs"] as JsonObject ?? []) is not { } run)
        {
            return Answer.Invalid("Workflow does not have 'workflow_dispatch' trigger");
        }

        var api = $"{call.Urls.Repository(repository.Data.FullName)}/actions/runs/{run.Data.Id}";
        return call.Flag("return_run_details") != true ? Answer.NoContent : Answer.Ok(new JsonObject
        {
            ["workflow_run_id"] = run.Data.Id,
            ["run_url"] = api,
            ["html_url"] = $"{call.Urls.Html(repository.Data.FullName)}/actions/runs/{run.Data.Id}",
        });
    }

    /// <summary>A workflow is named by its number or its file.</summary>
    private string? PathOf(Call call, Repository repository) =>
        call.RouteId("workflow_id") is > 0 and var id
            ? starter.PathOf(repository, id)
            : $".github/workflows/{call.Route("workflow_id")}";

    private (Run Run, JobData Job)? FindJob(Repository repository, Call call)
    {
        var id = call.RouteId("job_id");
        return runs.Of(repository)
            .SelectMany(run => run.Data.Jobs, (run, job) => (run, job))
            .Where(pair => pair.job.Id == id)
            .Select(pair => ((Run, JobData)?)pair)
            .FirstOrDefault();
    }

    private static bool Matches(Call call, RunData run) =>
        Matches(call, "head_sha", run.Sha)
        && Matches(call, "branch", run.RefName)
        && Matches(call, "event", run.Event)
        && (Matches(call, "status", run.Status) || Matches(call, "status", run.Conclusion ?? ""));

    private static bool Matches(Call call, string filter, string value) =>
        call.Query(filter) is not { } wanted || wanted == value;

    public static string Read(Run run, JobData job)
    {
        if (!File.Exists(run.LogOf(job.Id)))
        {
            return job.SkipReason is { } reason ? $"Not executed: {reason}\n" : "";
        }

        using var file = new FileStream(
            run.LogOf(job.Id),
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete);
        return new StreamReader(file).ReadToEnd();
    }
}
