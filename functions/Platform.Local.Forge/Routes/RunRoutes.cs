using Platform.Local.Forge.Actions.Running;
using Platform.Local.Forge.Http;
using Platform.Local.Forge.Shapes;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Routes;

/// <summary>Workflow runs, their jobs and logs.</summary>
internal sealed class RunRoutes(RunStore runs, RunShapes shapes) : IRouteGroup
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
        // GitHub redirects to storage outside its API; clients drop the token on the way, so this needs none.
        routes.MapOpen(
            "GET",
            "/_forge/logs/{owner}/{repo}/{job_id}",
            (call, repository) =>
                FindJob(repository, call) is var (run, job) ? PageRoutes.Text(Read(run, job)) : Answer.NotFound);
    }

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
        && Matches(call, "event", "push")
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
