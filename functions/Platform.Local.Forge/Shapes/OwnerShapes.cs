using System.Text.Json.Nodes;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Shapes;

/// <summary>Users and organizations as GitHub writes them.</summary>
internal static class OwnerShapes
{
    public static JsonObject SimpleUser(this Urls urls, OwnerData owner)
    {
        var url = urls.User(owner.Login);
        return new JsonObject
        {
            ["login"] = owner.Login,
            ["id"] = owner.Id,
            ["node_id"] = Urls.NodeId(owner.Type, owner.Id),
            ["avatar_url"] = $"{urls.Root}/avatars/{owner.Login}",
            ["gravatar_id"] = "",
            ["url"] = url,
            ["html_url"] = $"{urls.Root}/{owner.Login}",
            ["followers_url"] = $"{url}/followers",
            ["following_url"] = url + "/following{/other_user}",
            ["gists_url"] = url + "/gists{/gist_id}",
            ["starred_url"] = url + "/starred{/owner}{/repo}",
            ["subscriptions_url"] = $"{url}/subscriptions",
            ["organizations_url"] = $"{url}/orgs",
            ["repos_url"] = $"{url}/repos",
            ["events_url"] = url + "/events{/privacy}",
            ["received_events_url"] = $"{url}/received_events",
            ["type"] = owner.Type,
            ["site_admin"] = false,
        };
    }

    public static JsonObject PublicUser(this Urls urls, OwnerData owner, int repositories)
    {
        var user = urls.SimpleUser(owner);
        foreach (var name in new[] { "name", "company", "blog", "location", "email", "hireable", "bio", "twitter_username" })
        {
            user[name] = null;
        }

        user["public_repos"] = repositories;
        user["public_gists"] = 0;
        user["followers"] = 0;
        user["following"] = 0;
        user["created_at"] = Urls.Time(owner.CreatedAt);
        user["updated_at"] = Urls.Time(owner.CreatedAt);
        return user;
    }

    /// <summary>The short form that webhook payloads carry.</summary>
    public static JsonObject OrganizationSimple(this Urls urls, OwnerData owner)
    {
        var url = $"{urls.Root}/orgs/{owner.Login}";
        return new JsonObject
        {
            ["login"] = owner.Login,
            ["id"] = owner.Id,
            ["node_id"] = Urls.NodeId("Organization", owner.Id),
            ["url"] = url,
            ["repos_url"] = $"{url}/repos",
            ["events_url"] = $"{url}/events",
            ["hooks_url"] = $"{url}/hooks",
            ["issues_url"] = $"{url}/issues",
            ["members_url"] = url + "/members{/member}",
            ["public_members_url"] = url + "/public_members{/member}",
            ["avatar_url"] = $"{urls.Root}/avatars/{owner.Login}",
            ["description"] = "",
        };
    }

    public static JsonObject OrganizationFull(this Urls urls, OwnerData owner, int repositories)
    {
        var organization = urls.OrganizationSimple(owner);
        organization["has_organization_projects"] = false;
        organization["has_repository_projects"] = false;
        organization["public_repos"] = repositories;
        organization["public_gists"] = 0;
        organization["followers"] = 0;
        organization["following"] = 0;
        organization["html_url"] = $"{urls.Root}/{owner.Login}";
        organization["type"] = "Organization";
        organization["created_at"] = Urls.Time(owner.CreatedAt);
        organization["updated_at"] = Urls.Time(owner.CreatedAt);
        organization["archived_at"] = null;
        return organization;
    }
}
