using Platform.Local.Forge.Http;
using Platform.Local.Forge.Shapes;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Routes;

/// <summary>Releases; their tags are only names here.</summary>
internal sealed class ReleaseRoutes(ForgeStore store, DeploymentShapes shapes, TimeProvider time) : IRouteGroup
{
    private const string One = "/releases/{release_id}";

    public void Map(RouteTable routes)
    {
        routes.MapRepository("GET", "/releases", (call, repository) => call.Page(
            [.. repository.Data.Releases.Reverse()], one => shapes.Release(repository.Data, one)));
        routes.MapRepository("POST", "/releases", Create);
        routes.MapRepository("GET", One, (call, repository) => Find(call, repository) is { } found
            ? Answer.Ok(shapes.Release(repository.Data, found))
            : Answer.NotFound);
    }

    private Answer Create(Call call, Repository repository)
    {
        if (call.Text("tag_name") is not { Length: > 0 } tag)
        {
            return Answer.Invalid("Release", "tag_name", "missing_field");
        }

        if (repository.Data.Releases.Any(one => one.Tag == tag))
        {
            return Answer.Invalid("Release", "tag_name", "already_exists");
        }

        var (now, draft) = (time.GetUtcNow(), call.Flag("draft") ?? false);
        var made = new ReleaseData(
            store.Ids.Next(), tag, call.Text("target_commitish") ?? repository.Data.DefaultBranch, call.Text("name"),
            call.Text("body"), draft, call.Flag("prerelease") ?? false, now)
        {
            PublishedAt = draft ? null : now,
        };
        repository.Update(data => data with { Releases = data.Releases.Add(made) });
        return Answer.Created(shapes.Release(repository.Data, made));
    }

    private static ReleaseData? Find(Call call, Repository repository) =>
        repository.Data.Releases.FirstOrDefault(one => one.Id == call.RouteId("release_id"));
}
