using System.Text.Json.Nodes;
using Platform.Adapters.GitHub.People;
using Platform.Adapters.Tests.GitHub.Reading;
using Platform.Core.Catalog.People;
using Platform.TestKit.Oracles;
using Platform.TestKit.People;

namespace Platform.Adapters.Tests.GitHub.People;

/// <summary>Against a forge whose every answer fits GitHub's own description.</summary>
public sealed class GitHubPeopleTests(ReadingDriver driver) : IClassFixture<ReadingDriver>
{
    private readonly string _organization = driver.Forge.NewOrganization();
    private JsonNode? _memory;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Members_and_nested_teams_are_read_with_the_names_and_annotations_of_Backstage()
    {
        await PutAsync($"orgs/{_organization}/memberships/Ada-{_organization}");
        await PutAsync($"orgs/{_organization}/memberships/bob-{_organization}");
        var commerce = await driver.Forge.MustAsync(
            "POST", $"orgs/{_organization}/teams", new { name = "Commerce & Co", description = "Sells" });
        await driver.Forge.MustAsync(
            "POST", $"orgs/{_organization}/teams", new { name = "Orders", parent_team_id = (long)commerce["id"]! });
        await PutAsync($"orgs/{_organization}/teams/orders/memberships/Ada-{_organization}");
        await PutAsync($"orgs/{_organization}/teams/commerce-co/memberships/bob-{_organization}");

        var listing = await ReadAsync();

        Assert.Null(listing.Failure);
        var (ada, bob) = (UserOf(listing, "Ada-"), UserOf(listing, "bob-"));
        var (team, orders) = (GroupOf(listing, "commerce-co"), GroupOf(listing, "orders"));
        Assert.Equal(($"Ada-{_organization}", ada.Name), (ada.Name, ada.Annotations["github.com/user-login"]));
        Assert.NotEmpty(ada.Picture!);
        Assert.Equal(("team", "Commerce & Co", "Sells", $"{_organization}/commerce-co"), (
            team.Type, team.DisplayName, team.Description, team.Annotations["github.com/team-slug"]));
        Assert.Equal((team.Id, ada.Id, bob.Id), (
            Assert.Single(orders.Parents), Assert.Single(orders.Members), Assert.Single(team.Members)));
    }

    [Fact]
    public async Task Everybody_has_a_name_after_one_listing_for_a_call_per_hundred()
    {
        await PutAsync(OrganizationPlan.Of(_organization, users: 205, groups: 1));

        var listing = await ReadAsync(profiles: 0);

        Assert.All(listing.Users, user => Assert.Equal($"{user.Name}@{_organization}.example", user.Email));
        Assert.Equal("Person 204", UserOf(listing, $"{_organization}-u204").DisplayName);
        // Three pages each of members, of their names, and of the one team's members, and one of teams.
        Assert.Equal(10, listing.Calls);
    }

    [Theory]
    [InlineData("not-found")]
    [InlineData("server-error")]
    [InlineData("drop-before")]
    [InlineData("truncated-body")]
    public async Task Without_an_answer_to_that_names_are_asked_for_one_by_one(string fault)
    {
        await PutAsync(OrganizationPlan.Of(_organization, users: 4, groups: 1));
        await FaultAsync(fault, "/graphql", times: 99);

        var listing = await ReadAsync(profiles: 3);

        Assert.Null(listing.Failure);
        Assert.Equal(3, listing.Users.Count(user => user.Email is not null));
    }

    [Fact]
    public async Task The_query_for_names_is_one_that_GitHub_s_schema_has()
    {
        const string script =
            """
            import { readFileSync } from "node:fs";
            import { buildSchema, parse, validate } from "graphql";
            const [schema, query] = JSON.parse(readFileSync(0, "utf8"));
            // GitHub's own schema defines some fields twice.
            const known = buildSchema(readFileSync(schema, "utf8"), { assumeValidSDL: true });
            const problems = validate(known, parse(query));
            console.log(problems.map(problem => problem.message).join("\n"));
            """;
        var schema = await NodeOracles.PathOf("@octokit/graphql-schema/schema.graphql");

        Assert.Empty((await CheckAsync(MemberNames.Query)).Trim());
        Assert.Contains("membersWithRoles", await CheckAsync(MemberNames.Query.Replace("membersWithRole", "membersWithRoles")));

        Task<string> CheckAsync(string query) =>
            NodeOracles.RunAsync(script, System.Text.Json.JsonSerializer.Serialize<string[]>([schema, query]), Cancel);
    }

    [Fact]
    public async Task Where_there_is_no_GraphQL_so_many_names_come_as_a_sweep_may_ask_for()
    {
        await PutAsync(OrganizationPlan.Of(_organization, users: 10, groups: 1));
        await FaultAsync("not-found", "/graphql", times: 99);

        var first = await ReadAsync(profiles: 6);
        var second = await ReadAsync(profiles: 6);

        Assert.Equal(6, first.Users.Count(user => user.Email is not null));
        Assert.All(second.Users, user => Assert.Equal($"{user.Name}@{_organization}.example", user.Email));
        Assert.Equal("Person 3", UserOf(second, $"{_organization}-u3").DisplayName);
    }

    [Fact]
    public async Task Every_page_is_read_and_asked_for_again_at_no_cost()
    {
        var plan = OrganizationPlan.Of(_organization, users: 205, groups: 101);
        await PutAsync(plan);

        var first = await ReadAsync(profiles: 0);
        var before = (await driver.StatusesAsync(_organization)).Count;
        var second = await ReadAsync(profiles: 0);

        Assert.Equal((205, 101), (first.Users.Count, first.Groups.Count));
        Assert.All((await driver.StatusesAsync(_organization)).Skip(before), status => Assert.Equal(304, status));
        Assert.Equal(first.Users.Select(user => user.Name), second.Users.Select(user => user.Name));
        Assert.Equal(
            first.Groups.Select(group => group.Members.Count), second.Groups.Select(group => group.Members.Count));
        Assert.Equal(
            plan.Users.Where(user => user.Groups.Contains(100)).Select(user => user.Name).Order(StringComparer.Ordinal),
            second.Users.Where(user => GroupOf(second, $"{_organization}-g100").Members.Contains(user.Id))
                .Select(user => user.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Who_leaves_is_listed_no_more()
    {
        await PutAsync(OrganizationPlan.Of(_organization, users: 3, groups: 2));
        await ReadAsync();
        await driver.Forge.MustAsync("DELETE", $"orgs/{_organization}/members/{_organization}-u1");
        await driver.Forge.MustAsync("DELETE", $"orgs/{_organization}/teams/{_organization}-g1");

        var listing = await ReadAsync();

        Assert.Equal((2, 1), (listing.Users.Count, listing.Groups.Count));
    }

    [Theory]
    [InlineData("/orgs/{org}/teams", 0)]
    [InlineData("/orgs/{org}/teams/{team_slug}/members", 3)]
    [InlineData("/orgs/{org}/members", 1)]
    public async Task A_page_that_stays_away_breaks_the_listing_off(string route, int skip)
    {
        await PutAsync(OrganizationPlan.Of(_organization, users: 150, groups: 8));
        await FaultAsync("server-error", route, times: 99, skip);

        var broken = await ReadAsync(profiles: 0);
        await driver.Forge.MustAsync("DELETE", $"_forge/faults?org={_organization}");
        var whole = await ReadAsync(profiles: 0);

        Assert.Equal("source-control-unavailable", broken.Failure!.Code);
        Assert.Empty(broken.Users);
        Assert.Equal((150, 8), (whole.Users.Count, whole.Groups.Count));
    }

    [Theory]
    [InlineData("secondary-limit")]
    [InlineData("rate-limited")]
    [InlineData("half-body")]
    [InlineData("drop-before")]
    public async Task What_passes_is_sat_out(string fault)
    {
        await PutAsync(OrganizationPlan.Of(_organization, users: 5, groups: 2));
        await FaultAsync(fault, "/orgs/{org}/members", times: 1);

        Assert.Null((await ReadAsync()).Failure);
    }

    [Fact]
    public async Task An_organisation_that_can_not_be_seen_is_not_an_empty_one()
    {
        await PutAsync(OrganizationPlan.Of(_organization, users: 1, groups: 1));
        await FaultAsync("not-found", "/orgs/{org}/members", times: 9);

        Assert.Equal("organization-not-found", (await ReadAsync()).Failure!.Code);
    }

    private async Task<PeopleListing> ReadAsync(int profiles = 100)
    {
        var listing = await driver.People(_organization, profiles).ReadAsync(_memory, Cancel);
        // As it is kept between sweeps.
        _memory = JsonNode.Parse(listing.Memory!.ToJsonString());
        return listing;
    }

    private async Task PutAsync(OrganizationPlan plan) =>
        await driver.Forge.MustAsync("POST", "_forge/people", plan.ForForge(_organization));

    private Task<JsonNode> PutAsync(string path) => driver.Forge.MustAsync("PUT", path);

    private Task<JsonNode> FaultAsync(string fault, string route, int times, int skip = 0) => driver.Forge.MustAsync(
        "POST", "_forge/faults",
        new { org = _organization, fault, routePattern = route, times, skip, retryAfterSeconds = 1 });

    private static DirectoryUser UserOf(PeopleListing listing, string start) =>
        listing.Users.Single(user => user.Name.StartsWith(start, StringComparison.Ordinal));

    private static DirectoryGroup GroupOf(PeopleListing listing, string slug) =>
        listing.Groups.Single(group => group.Name == slug);
}
