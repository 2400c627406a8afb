using System.Text.Json.Nodes;
using Platform.Local.Forge.Http;
using Platform.Local.Forge.Repositories;
using Platform.Local.Forge.Shapes;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Routes;

/// <summary>Entry points, limits, and the accounts.</summary>
internal sealed class MetaRoutes(ForgeStore store, PeopleStore people, RateWindow rate) : IRouteGroup
{
    // Fields of the root document that point to things the forge lacks are there all the same: clients follow templates.
    private static readonly string[] Root =
    [
        "current_user_url=/user",
        "current_user_authorizations_html_url=/settings/connections/applications{/client_id}",
        "authorizations_url=/authorizations",
        "code_search_url=/search/code?q={query}{&page,per_page,sort,order}",
        "commit_search_url=/search/commits?q={query}{&page,per_page,sort,order}",
        "emails_url=/user/emails",
        "emojis_url=/emojis",
        "events_url=/events",
        "feeds_url=/feeds",
        "followers_url=/user/followers",
        "following_url=/user/following{/target}",
        "gists_url=/gists{/gist_id}",
        "issue_search_url=/search/issues?q={query}{&page,per_page,sort,order}",
        "issues_url=/issues",
        "keys_url=/user/keys",
        "label_search_url=/search/labels?q={query}&repository_id={repository_id}{&page,per_page}",
        "notifications_url=/notifications",
        "organization_url=/orgs/{org}",
        "organization_repositories_url=/orgs/{org}/repos{?type,page,per_page,sort}",
        "organization_teams_url=/orgs/{org}/teams",
        "public_gists_url=/gists/public",
        "rate_limit_url=/rate_limit",
        "repository_url=/repos/{owner}/{repo}",
        "repository_search_url=/search/repositories?q={query}{&page,per_page,sort,order}",
        "current_user_repositories_url=/user/repos{?type,page,per_page,sort}",
        "starred_url=/user/starred{/owner}{/repo}",
        "starred_gists_url=/gists/starred",
        "user_url=/users/{user}",
        "user_organizations_url=/user/orgs",
        "user_repositories_url=/users/{user}/repos{?type,page,per_page,sort}",
        "user_search_url=/search/users?q={query}{&page,per_page,sort,order}",
    ];

    public void Map(RouteTable routes)
    {
        routes.Map(
            "GET",
            "/",
            call =>
                Answer.Ok(
                    new JsonObject(
                        Root.Select(line => line.Split('=', 2))
                            .Select(pair => KeyValuePair.Create(pair[0], (JsonNode?)(call.Urls.Root + pair[1]))))));
        routes.Map("GET", "/meta", _ => Answer.Ok(new JsonObject { ["verifiable_password_authentication"] = false }));
        routes.Map("GET", "/rate_limit", _ => Answer.Ok(rate.Overview()));
        routes.Map("GET", "/user", call => Answer.Ok(User(call, ForgeUser.Login)));
        routes.Map(
            "GET",
            "/users/{org}",
            call => Answer.Ok(
                people.Find(call.Route("org")) is { } person
                    ? call.Urls.PersonFull(person)
                    : User(call, call.Route("org"))));
        routes.Map(
            "GET",
            "/orgs/{org}",
            call =>
            {
                var owner = store.Owner(call.Route("org")).Data;
                return Answer.Ok(call.Urls.OrganizationFull(owner, store.OwnedBy(owner.Login).Count));
            });
    }

    private JsonObject User(Call call, string login) =>
        call.Urls.PublicUser(
            store.Owner(login, login == ForgeUser.Login ? "User" : "Organization").Data,
            store.OwnedBy(login).Count);
}
