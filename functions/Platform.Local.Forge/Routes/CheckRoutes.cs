using System.Text.Json.Nodes;
using Platform.Local.Forge.Http;
using Platform.Local.Forge.Shapes;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Routes;

/// <summary>Check runs, which on GitHub only an app may write, and their annotations: at most fifty by call.</summary>
internal sealed class CheckRoutes(ForgeStore store, TimeProvider time) : IRouteGroup
{
    private const string One = "/check-runs/{check_run_id}";
    private const int MostAnnotations = 50;

    public void Map(RouteTable routes)
    {
        routes.MapRepository("POST", "/check-runs", Create);
        routes.MapRepository("PATCH", One, Change);
        routes.MapRepository("GET", One, (call, repository) =>
            Find(call, repository) is { } run ? Answer.Ok(CheckShapes.Run(call.Urls, repository.Data, run)) : Answer.NotFound);
        routes.MapRepository("GET", One + "/annotations", (call, repository) => Find(call, repository) is { } run
            ? call.Page(run.Annotations, note => note.DeepClone())
            : Answer.NotFound);
        routes.MapRepository("GET", "/commits/{ref}/check-runs", List);
    }

    private static Answer List(Call call, Repository repository)
    {
        var all = repository.Data.CheckRuns.Where(run => run.HeadSha == call.Route("ref")
            && (call.Query("check_name") is not { } name || run.Name == name)).Reverse();
        // Unless asked for all, GitHub tells the latest of each name.
        CheckRunData[] wanted = [.. call.Query("filter") == "all" ? all : all.DistinctBy(run => run.Name)];
        var page = wanted.Skip((call.Page - 1) * call.PerPage).Take(call.PerPage);
        return Answer.Ok(new JsonObject
        {
            ["total_count"] = wanted.Length,
            ["check_runs"] = new JsonArray([.. page.Select(run => CheckShapes.Run(call.Urls, repository.Data, run))]),
        });
    }

    private Answer Create(Call call, Repository repository)
    {
        if (call.Text("name") is not { Length: > 0 } name)
        {
            return Answer.Invalid("CheckRun", "name", "missing_field");
        }

        if (call.Text("head_sha") is not { } sha || repository.Git.Commit(sha) is null)
        {
            return Answer.Error(422, $"No commit found for SHA: {call.Text("head_sha")}");
        }

        return Write(call, repository, new(store.Ids.Next(), name, sha, call.Text("external_id") ?? "", time.GetUtcNow()), 201);
    }

    private Answer Change(Call call, Repository repository) =>
        Find(call, repository) is { } run ? Write(call, repository, run, 200) : Answer.NotFound;

    private Answer Write(Call call, Repository repository, CheckRunData before, int status)
    {
        var output = call.Body["output"] as JsonObject;
        var notes = (output?["annotations"] as JsonArray ?? []).OfType<JsonObject>().ToList();
        if (notes.Count > MostAnnotations)
        {
            return Answer.Invalid("CheckRun", "annotations", "too_many", $"No more than {MostAnnotations} annotations at once");
        }

        var conclusion = call.Text("conclusion");
        var done = before with
        {
            Status = conclusion is not null ? "completed" : call.Text("status") ?? before.Status,
            Conclusion = conclusion ?? before.Conclusion,
            CompletedAt = conclusion is not null ? time.GetUtcNow() : before.CompletedAt,
            DetailsUrl = call.Text("details_url") ?? before.DetailsUrl,
            Title = output?["title"]?.ToString() ?? before.Title,
            Summary = output?["summary"]?.ToString() ?? before.Summary,
            Annotations = before.Annotations.AddRange(
                notes.Select(note => CheckShapes.Annotation(call.Urls, repository, before, note))),
        };
        repository.Update(data => data with
        {
            CheckRuns = data.CheckRuns.Any(run => run.Id == done.Id)
                ? [.. data.CheckRuns.Select(run => run.Id == done.Id ? done : run)]
                : data.CheckRuns.Add(done),
        });
        return new Answer(status, CheckShapes.Run(call.Urls, repository.Data, done));
    }

    private static CheckRunData? Find(Call call, Repository repository) =>
        repository.Data.CheckRuns.FirstOrDefault(run => run.Id == call.RouteId("check_run_id"));
}
