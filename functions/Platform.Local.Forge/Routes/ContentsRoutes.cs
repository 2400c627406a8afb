using System.Text.Json.Nodes;
using Platform.Local.Forge.Git;
using Platform.Local.Forge.Http;
using Platform.Local.Forge.Repositories;
using Platform.Local.Forge.Shapes;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Routes;

/// <summary>Files by path: read one file or folder of a commit, and write one file as one commit.</summary>
internal sealed class ContentsRoutes(ContentsWriting writing) : IRouteGroup
{
    public void Map(RouteTable routes)
    {
        routes.MapRepository("GET", "/contents/{**path}", Read);
        routes.MapRepository("GET", "/contents", Read);
        routes.MapRepository("PUT", "/contents/{**path}", WriteAsync);
    }

    private static Answer Read(Call call, Repository repository)
    {
        if (repository.Git.IsEmpty)
        {
            return Answer.Error(404, "This repository is empty.");
        }

        var revision = call.Query("ref") ?? repository.Data.DefaultBranch;
        if (repository.Git.Resolve(revision) is not { } commit)
        {
            return Answer.Error(404, $"No commit found for the ref {revision}");
        }

        var path = call.Route("path").Trim('/');
        var shapes = new ContentShapes(call.Urls, repository, revision);
        return repository.Git.Find(repository.Git.Commit(commit)!.Tree, path) switch
        {
            null => Answer.NotFound,
            { Type: "tree" } folder => Answer.Ok(shapes.Folder(path, folder)),
            var file when WantsRaw(call) => new Answer(200)
            {
                Raw = ("application/vnd.github.raw; charset=utf-8", repository.Git.Objects.Read(file.Sha)?.Content ?? []),
            },
            var file => Answer.Ok(shapes.File(path, file)),
        };
    }

    private async Task<Answer> WriteAsync(Call call, Repository repository)
    {
        var outcome = await writing.WriteAsync(call, repository);
        if (outcome.Refused is not null)
        {
            return outcome.Refused;
        }

        var path = call.Route("path").Trim('/');
        var shapes = new ContentShapes(call.Urls, repository, outcome.Branch!);
        var content = shapes.File(path, outcome.Entry!);
        content.Remove("content");
        content.Remove("encoding");
        var commit = new GitShapes(call.Urls, repository.Data.FullName).Commit(
            outcome.Commit!,
            repository.Git.Commit(outcome.Commit!)!);
        var body = new JsonObject { ["content"] = content, ["commit"] = commit };
        return new Answer(outcome.IsNew ? 201 : 200, body);
    }

    private static bool WantsRaw(Call call) =>
        call.Context.Request.Headers.Accept.ToString().Contains("raw", StringComparison.Ordinal);
}
