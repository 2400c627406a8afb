using System.Text.Json;
using System.Text.RegularExpressions;
using Platform.Local.Forge.Http;
using Platform.Local.Forge.Shapes;
using Platform.Local.Forge.State;

namespace Platform.Local.Forge.Routes;

/// <summary>Who belongs to an organization and to its teams.</summary>
internal sealed partial class PeopleRoutes(ForgeStore store, PeopleStore people, TimeProvider time) : IRouteGroup
{
    private const string Teams = "/orgs/{org}/teams";
    private const string OneTeam = Teams + "/{team_slug}";

    public void Map(RouteTable routes)
    {
        routes.Map("GET", "/orgs/{org}/members", call => call.Page(Of(call).Members, call.Urls.Person));
        routes.Map("PUT", "/orgs/{org}/memberships/{username}", Join);
        routes.Map("DELETE", "/orgs/{org}/members/{username}", Leave);
        routes.Map("GET", Teams, call => call.Page(Of(call).Teams, team => call.Urls.Team(Organization(call), Of(call), team)));
        routes.Map("POST", Teams, Create);
        MapTeam(routes, "GET", "", (call, team) => Answer.Ok(call.Urls.TeamFull(Organization(call), Of(call), team)));
        MapTeam(routes, "DELETE", "", Delete);
        MapTeam(routes, "GET", "/members", (call, team) => call.Page(Of(call).MembersOf(team), call.Urls.Person));
        MapTeam(routes, "PUT", "/memberships/{username}", JoinTeam);
        MapTeam(routes, "DELETE", "/memberships/{username}", LeaveTeam);
        routes.MapAdmin("POST", "/_forge/people", Replace);
    }

    private void MapTeam(RouteTable routes, string method, string rest, Func<Call, Team, Answer> handle) => routes.Map(
        method,
        OneTeam + rest,
        call => Of(call).FindTeam(call.Route("team_slug")) is { } team ? handle(call, team) : Answer.NotFound);

    private OrganizationPeople Of(Call call) => people.Of(call.Route("org"));

    private OwnerData Organization(Call call) => store.Owner(call.Route("org")).Data;

    private Answer Join(Call call)
    {
        var person = Account(call.Route("username"), null, null);
        people.Update(call.Route("org"), known =>
            known.Find(person.Login) is null ? known with { Members = known.Members.Add(person) } : known);
        return Answer.Ok(call.Urls.OrganizationMembership(Organization(call), person));
    }

    private Answer Leave(Call call)
    {
        var login = call.Route("username");
        if (Of(call).Find(login) is not { } person)
        {
            return Answer.NotFound;
        }

        people.Update(call.Route("org"), known => new(
            known.Members.Remove(person), [.. known.Teams.Select(team => Without(team, login))]));
        return Answer.NoContent;
    }

    private Answer Create(Call call)
    {
        if (call.Text("name") is not { Length: > 0 } name)
        {
            return Answer.Invalid("Team", "name", "missing_field");
        }

        var known = Of(call);
        if (known.FindTeam(SlugOf(name)) is not null)
        {
            return Answer.Invalid("Team", "name", "already_exists");
        }

        var parent = call.Body["parent_team_id"]?.GetValue<long>();
        var team = new Team(
            store.Ids.Next(), name, SlugOf(name), call.Text("description"), parent, [], time.GetUtcNow());
        people.Update(call.Route("org"), before => before with { Teams = before.Teams.Add(team) });
        return Answer.Created(call.Urls.TeamFull(Organization(call), Of(call), team));
    }

    private Answer Delete(Call call, Team team)
    {
        // As on GitHub, the teams below it go, too.
        people.Update(call.Route("org"), known =>
        {
            var gone = new HashSet<long> { team.Id };
            while (known.Teams.Any(other => other.ParentId is { } parent && gone.Contains(parent) && gone.Add(other.Id)))
            {
            }

            return known with { Teams = [.. known.Teams.Where(other => !gone.Contains(other.Id))] };
        });
        return Answer.NoContent;
    }

    private Answer JoinTeam(Call call, Team team)
    {
        Join(call);
        var login = call.Route("username");
        Update(call, team, with => with with { Members = [.. Without(with, login).Members, login] });
        return Answer.Ok(call.Urls.TeamMembership(Organization(call), team, login));
    }

    private Answer LeaveTeam(Call call, Team team)
    {
        Update(call, team, with => Without(with, call.Route("username")));
        return Answer.NoContent;
    }

    /// <summary>Makes an organization what a test needs, at once; accounts and teams that stay keep their numbers.</summary>
    private Answer Replace(Call call)
    {
        if (call.Body.Deserialize<PeopleOrder>(JsonFile.Options) is not { Org.Length: > 0 } order)
        {
            return Answer.Invalid("People need org, users and teams.");
        }

        people.Update(order.Org, known =>
        {
            var old = known.Members.ToDictionary(person => person.Login, StringComparer.OrdinalIgnoreCase);
            var teams = order.Teams.ToDictionary(team => team.Name, team =>
                (Ordered: team, Id: known.FindTeam(SlugOf(team.Name))?.Id ?? store.Ids.Next()));
            return new(
                [.. order.Users.Select(user => old.TryGetValue(user.Login, out var same)
                    ? same with { Name = user.Name, Email = user.Email }
                    : new Person(store.Ids.Next(), user.Login, user.Name, user.Email, time.GetUtcNow()))],
                [.. teams.Values.Select(team => new Team(
                    team.Id, team.Ordered.Name, SlugOf(team.Ordered.Name), team.Ordered.Description,
                    team.Ordered.Parent is { } parent ? teams[parent].Id : null, [.. team.Ordered.Members], time.GetUtcNow()))]);
        });
        return Answer.NoContent;
    }

    private Person Account(string login, string? name, string? email) =>
        people.Find(login) ?? new Person(store.Ids.Next(), login, name, email, time.GetUtcNow());

    private void Update(Call call, Team team, Func<Team, Team> change) => people.Update(call.Route("org"), known => known with
    {
        Teams = [.. known.Teams.Select(other => other.Id == team.Id ? change(other) : other)],
    });

    private static Team Without(Team team, string login) => team with
    {
        Members = team.Members.RemoveAll(member => string.Equals(member, login, StringComparison.OrdinalIgnoreCase)),
    };

    private static string SlugOf(string name) => NoSlug().Replace(name.ToLowerInvariant(), "-").Trim('-');

    [GeneratedRegex("[^a-z0-9_]+")]
    private static partial Regex NoSlug();

    private sealed record PeopleOrder(string Org, IReadOnlyList<OrderedUser> Users, IReadOnlyList<OrderedTeam> Teams);

    private sealed record OrderedUser(string Login, string? Name, string? Email);

    /// <param name="Parent">The name of the team above it.</param>
    private sealed record OrderedTeam(string Name, string? Description, string? Parent, IReadOnlyList<string> Members);
}
