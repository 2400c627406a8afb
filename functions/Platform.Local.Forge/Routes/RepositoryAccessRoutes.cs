using System.Text.Json.Nodes;
using Platform.Local.Forge.Http;
using Platform.Local.Forge.Repositories;
using Platform.Local.Forge.Shapes;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Routes;

/// <summary>Who may do what with a repository, who follows it, and what its workflows' tokens say of it.</summary>
internal sealed class RepositoryAccessRoutes(ForgeStore store, PeopleStore people, TimeProvider time) : IRouteGroup
{
    private static readonly string[] Permissions = ["pull", "triage", "push", "maintain", "admin"];

    public void Map(RouteTable routes)
    {
        routes.Map("PUT", "/orgs/{org}/teams/{team_slug}/repos/{owner}/{repo}", GrantTeam);
        routes.MapRepository("GET", "/teams", (call, repository) => call.Page(
            [.. repository.Data.Teams],
            pair => TeamOf(call, repository, pair.Key, pair.Value)));
        routes.MapRepository("PUT", "/collaborators/{username}", Grant);
        routes.MapRepository("GET", "/collaborators/{username}", (call, repository) =>
            repository.Data.Collaborators.ContainsKey(call.Route("username")) ? Answer.NoContent : Answer.NotFound);
        routes.MapRepository("GET", "/subscription", (call, repository) => repository.Data.SubscribedAt is { } at
            ? Subscription(call, repository, at)
            : Answer.NotFound);
        routes.MapRepository("PUT", "/subscription", (call, repository) => Subscription(
            call,
            repository,
            repository.Update(data => data with { SubscribedAt = data.SubscribedAt ?? time.GetUtcNow() }).SubscribedAt!.Value));
        routes.MapRepository("GET", "/actions/oidc/customization/sub", (_, repository) =>
            Answer.Ok(repository.Data.OidcSubject?.DeepClone() ?? new JsonObject { ["use_default"] = true }));
        routes.MapRepository("PUT", "/actions/oidc/customization/sub", SetSubject);
    }

    private Answer GrantTeam(Call call)
    {
        if (store.Find(call.Route("owner"), call.Route("repo")) is not { } repository
            || people.Of(call.Route("org")).FindTeam(call.Route("team_slug")) is not { } team)
        {
            return Answer.NotFound;
        }

        repository.Update(data => data with { Teams = data.Teams.SetItem(team.Slug, call.Text("permission") ?? "push") });
        return Answer.NoContent;
    }

    private JsonObject TeamOf(Call call, Repository repository, string slug, string permission)
    {
        var known = people.Of(repository.Data.Owner);
        var shape = call.Urls.Team(store.Owner(repository.Data.Owner).Data, known, known.FindTeam(slug)!);
        shape["permission"] = permission;
        return shape;
    }

    /// <summary>A member of the organization has access at once, anybody else is invited.</summary>
    private Answer Grant(Call call, Repository repository)
    {
        var login = call.Route("username");
        var permission = call.Text("permission") ?? "push";
        if (people.Find(login) is not { } person)
        {
            return Answer.NotFound;
        }

        if (!Permissions.Contains(permission))
        {
            return Answer.Invalid($"Invalid permission: {permission}");
        }

        var wasThere = repository.Data.Collaborators.ContainsKey(login)
            || people.Of(repository.Data.Owner).Find(login) is not null;
        repository.Update(data => data with { Collaborators = data.Collaborators.SetItem(person.Login, permission) });
        return wasThere ? Answer.NoContent : Answer.Created(Invitation(call, repository, person, permission));
    }

    private JsonObject Invitation(Call call, Repository repository, Person person, string permission)
    {
        var id = store.Ids.Next();
        return new()
        {
            ["id"] = id,
            ["node_id"] = Urls.NodeId("RepositoryInvitation", id),
            ["repository"] = call.Urls.Repository(repository.Data, store.Owner(repository.Data.Owner).Data),
            ["invitee"] = call.Urls.Person(person),
            ["inviter"] = call.Urls.SimpleUser(store.Owner(ForgeUser.Login, "User").Data),
            ["permissions"] = permission switch { "pull" => "read", "push" => "write", var other => other },
            ["created_at"] = Urls.Time(time.GetUtcNow()),
            ["url"] = $"{call.Urls.Root}/user/repository_invitations/{id}",
            ["html_url"] = $"{call.Urls.Html(repository.Data.FullName)}/invitations",
        };
    }

    private static Answer Subscription(Call call, Repository repository, DateTimeOffset at)
    {
        var api = call.Urls.Repository(repository.Data.FullName);
        return Answer.Ok(new JsonObject
        {
            ["subscribed"] = true,
            ["ignored"] = false,
            ["reason"] = null,
            ["created_at"] = Urls.Time(at),
            ["url"] = $"{api}/subscription",
            ["repository_url"] = api,
        });
    }

    private static Answer SetSubject(Call call, Repository repository)
    {
        if (call.Flag("use_default") is not { } isDefault)
        {
            return Answer.Invalid("use_default is required");
        }

        var keys = call.Body["include_claim_keys"] as JsonArray;
        if (!isDefault && keys is not { Count: > 0 })
        {
            return Answer.Invalid("include_claim_keys must be set when use_default is false");
        }

        repository.Update(data => data with
        {
            OidcSubject = isDefault ? null : new() { ["use_default"] = false, ["include_claim_keys"] = keys!.DeepClone() },
        });
        return new Answer(201, new JsonObject());
    }
}
