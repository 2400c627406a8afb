using System.Text.Json.Nodes;
using Platform.Local.Forge.Http;
using Platform.Local.Forge.Repositories;
using Platform.Local.Forge.Shapes;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Routes;

/// <summary>Repositories: create, read, change, rename, archive, delete, list.</summary>
internal sealed class RepositoryRoutes(ForgeStore store, RepositoryCreation creation, RepositoryChanges changes)
    : IRouteGroup
{
    public void Map(RouteTable routes)
    {
        routes.Map("POST", "/orgs/{org}/repos", call => Create(call, store.Owner(call.Route("org"))));
        routes.Map("POST", "/user/repos", call => Create(call, store.Owner(ForgeUser.Login, "User")));
        routes.Map("GET", "/orgs/{org}/repos", call => List(call, call.Route("org")));
        routes.Map("GET", "/users/{org}/repos", call => List(call, call.Route("org")));
        routes.Map("GET", "/user/repos", call => List(call, ForgeUser.Login));
        routes.MapRepository("GET", "", (call, repository) => Answer.Ok(Shape(call, repository)));
        // Where GitHub sends those who ask for a former name.
        routes.Map("GET", "/repositories/{repository_id}", call =>
            store.Find(call.RouteId("repository_id")) is { } found ? Answer.Ok(Shape(call, found)) : Answer.NotFound);
        routes.MapRepository(
            "PATCH",
            "",
            (call, repository) => changes.Change(call, repository) ?? Answer.Ok(Shape(call, repository)));
        routes.MapRepository(
            "POST",
            "/transfer",
            (call, repository) => changes.Transfer(call, repository) ?? new Answer(202, Shape(call, repository)));
        routes.MapRepository("DELETE", "", (_, repository) => changes.Delete(repository));
    }

    private Answer Create(Call call, Owner owner)
    {
        var (refused, repository) = creation.Create(call, owner.Data);
        return refused ?? Answer.Created(Shape(call, repository!));
    }

    private Answer List(Call call, string owner)
    {
        var owned = store.OwnedBy(owner);
        return call.Page(
            call.Lag is { } lag ? [.. owned.Select(repository => repository.AsOf(lag)).OfType<Repository>()] : owned,
            repository => Shape(call, repository));
    }

    private JsonObject Shape(Call call, Repository repository) =>
        call.Urls.Repository(repository.Data, store.Owner(repository.Data.Owner).Data);
}
