using System.Globalization;
using System.Text;
using Platform.Local.Forge.Actions.Running;
using Platform.Local.Forge.Git;
using Platform.Local.Forge.Http;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Routes;

/// <summary>What a person sees who opens an <c>html_url</c> in a browser: plain text, without a token.</summary>
internal sealed class PageRoutes(RunStore runs) : IRouteGroup
{
    public void Map(RouteTable routes)
    {
        routes.MapOpen("GET", "/{owner}/{repo}", Overview);
        routes.MapOpen(
            "GET",
            "/{owner}/{repo}/actions/runs/{run_id}",
            (call, repository) =>
                runs.Find(repository, call.RouteId("run_id")) is { } run ? Text(Describe(run)) : Answer.NotFound);
        routes.MapOpen("GET", "/{owner}/{repo}/raw/{revision}/{**path}", Raw);
        routes.MapOpen("GET", "/{owner}/{repo}/legacy.tar.gz/{**ref}", Archive);
    }

    public static Answer Text(string text) => new(200) { Raw = ("text/plain; charset=utf-8", Encoding.UTF8.GetBytes(text)) };

    private Answer Overview(Call call, Repository repository)
    {
        var data = repository.Data;
        var text = new StringBuilder()
            .AppendLine(CultureInfo.InvariantCulture, $"{data.FullName}: {data.Description}")
            .AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"  git clone {call.Urls.Html(data.FullName)}.git")
            .AppendLine();
        var runsUrl = $"{call.Urls.Html(data.FullName)}/actions/runs";
        foreach (var run in runs.Of(repository))
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"  {run.Data.Conclusion ?? run.Data.Status}: {run.Data.Name} #{run.Data.Number} {runsUrl}/{run.Data.Id}"
            );
        }

        return Text(text.ToString());
    }

    private static string Describe(Run run)
    {
        var text = new StringBuilder().AppendLine(
            CultureInfo.InvariantCulture,
            $"{run.Data.Name} #{run.Data.Number} of {run.Data.Sha}: {run.Data.Conclusion ?? run.Data.Status} {run.Data.Problem}");
        foreach (var job in run.Data.Jobs)
        {
            text.AppendLine()
                .AppendLine(CultureInfo.InvariantCulture, $"{job.Name}: {job.Conclusion ?? job.Status}")
                .Append(RunRoutes.Read(run, job));
        }

        return text.ToString();
    }

    // GitHub keeps archives on another host, which no limit of the API counts.
    private static Answer Archive(Call call, Repository repository) =>
        repository.Git.Resolve(call.Route("ref")) is { } sha
            ? new Answer(200) { Raw = ("application/x-gzip", repository.Git.Archive(sha, repository.Data.FullName)) }
            : Answer.NotFound;

    private static Answer Raw(Call call, Repository repository) =>
        repository.Git.Resolve(call.Route("revision")) is { } sha
        && repository.Git.Find(repository.Git.Commit(sha)!.Tree, call.Route("path")) is { Type: "blob" } file
            ? new Answer(200) { Raw = ("application/octet-stream", repository.Git.Objects.Read(file.Sha)?.Content ?? []) }
            : Answer.NotFound;
}
