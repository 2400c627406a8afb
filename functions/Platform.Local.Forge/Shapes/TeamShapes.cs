using System.Text.Json.Nodes;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Shapes;

/// <summary>Teams, and what ties people to them, as GitHub writes them.</summary>
internal static class TeamShapes
{
    public static JsonObject Team(this Urls urls, OwnerData organization, OrganizationPeople people, Team team)
    {
        var shape = urls.TeamSimple(organization, team);
        shape["parent"] = people.Teams.FirstOrDefault(other => other.Id == team.ParentId) is { } parent
            ? urls.TeamSimple(organization, parent)
            : null;
        return shape;
    }

    public static JsonObject TeamFull(this Urls urls, OwnerData organization, OrganizationPeople people, Team team)
    {
        var shape = urls.Team(organization, people, team);
        shape["members_count"] = people.MembersOf(team).Count;
        shape["repos_count"] = 0;
        shape["created_at"] = Urls.Time(team.CreatedAt);
        shape["updated_at"] = Urls.Time(team.CreatedAt);
        shape["organization"] = urls.OrganizationFull(organization, repositories: 0);
        return shape;
    }

    public static JsonObject Person(this Urls urls, Person person) =>
        urls.SimpleUser(new OwnerData(person.Id, person.Login, "User", person.CreatedAt));

    public static JsonObject PersonFull(this Urls urls, Person person)
    {
        var shape = urls.PublicUser(new OwnerData(person.Id, person.Login, "User", person.CreatedAt), repositories: 0);
        shape["name"] = person.Name;
        shape["email"] = person.Email;
        return shape;
    }

    public static JsonObject OrganizationMembership(this Urls urls, OwnerData organization, Person person) => new()
    {
        ["url"] = $"{urls.Root}/orgs/{organization.Login}/memberships/{person.Login}",
        ["state"] = "active",
        ["role"] = "member",
        ["organization_url"] = $"{urls.Root}/orgs/{organization.Login}",
        ["organization"] = urls.OrganizationSimple(organization),
        ["user"] = urls.Person(person),
    };

    public static JsonObject TeamMembership(this Urls urls, OwnerData organization, Team team, string login) => new()
    {
        ["url"] = $"{AddressOf(urls, organization, team)}/memberships/{login}",
        ["role"] = "member",
        ["state"] = "active",
    };

    private static JsonObject TeamSimple(this Urls urls, OwnerData organization, Team team)
    {
        var address = AddressOf(urls, organization, team);
        return new()
        {
            ["id"] = team.Id,
            ["node_id"] = Urls.NodeId("Team", team.Id),
            ["name"] = team.Name,
            ["slug"] = team.Slug,
            ["description"] = team.Description,
            ["privacy"] = "closed",
            ["notification_setting"] = "notifications_enabled",
            ["permission"] = "pull",
            ["url"] = address,
            ["html_url"] = $"{urls.Root}/orgs/{organization.Login}/teams/{team.Slug}",
            ["members_url"] = address + "/members{/member}",
            ["repositories_url"] = $"{address}/repos",
            ["type"] = "organization",
            ["organization_id"] = organization.Id,
        };
    }

    private static string AddressOf(Urls urls, OwnerData organization, Team team) =>
        $"{urls.Root}/organizations/{organization.Id}/team/{team.Id}";
}
