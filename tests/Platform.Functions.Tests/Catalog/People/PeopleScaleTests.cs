using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Catalog;
using Platform.Core.Catalog.People;
using Platform.TestKit.People;

namespace Platform.Functions.Tests.Catalog.People;

/// <summary>An organisation of 3,000 people and 400 nested groups, from GitHub and from Entra ID at once.</summary>
public sealed class PeopleScaleTests
{
    private const int Users = 3000;
    private const int Groups = 400;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_sweep_takes_everybody_over_and_no_outage_or_throttling_loses_anybody()
    {
        await using var world = await PeopleWorld.StartAsync(profiles: 0);
        var (gitHub, graph) = (OrganizationPlan.Of("gh", Users, Groups), OrganizationPlan.Of("ms", Users, Groups));
        await world.PutAsync(gitHub, Cancel);
        world.Graph.Tenant.Put(graph);

        var first = await world.SweepAsync(Cancel);
        var second = await world.SweepAsync(Cancel);

        // The tenant's own group is above those of Graph that have none.
        Assert.Equal(
            (true, Users, Groups, Users + Groups, 0), Counts(first[world.GitHubOrigin]));
        Assert.Equal(
            (true, Users, Groups + 1, Users + Groups + 1, 0), Counts(first[world.GraphOrigin]));
        Assert.All(second.Values, report => Assert.Equal((true, 0, 0), (
            (bool)report["complete"]!, (int)report["stored"]!, (int)report["removed"]!)));
        await NoOwnerDanglesAsync(world, [.. Owners(gitHub), .. Owners(graph)]);
        await EverybodyHasANameAsync(world, gitHub);

        await world.FaultAsync("server-error", "/orgs/{org}/teams/{team_slug}/members", Cancel, skip: 200, times: 100_000);
        world.Graph.Tenant.RemoveUser("ms-u1");
        world.Graph.Add(new("groups/delta", 429, RetryAfter: 3600) { Times = 100_000 });
        var broken = await world.SweepAsync(Cancel);

        Assert.All(broken.Values, report => Assert.Equal((false, 0), (
            (bool)report["complete"]!, (int)report["removed"]!)));
        Assert.Equal("graph-throttled", (string)broken[world.GraphOrigin]["failure"]!["code"]!);
        Assert.Equal("source-control-unavailable", (string)broken[world.GitHubOrigin]["failure"]!["code"]!);
        await NoOwnerDanglesAsync(world, [.. Owners(gitHub), .. Owners(graph)]);

        await world.Forge.DeleteAsync($"_forge/faults?org={world.Organization}", Cancel);
        world.Graph.ClearFaults();
        var healed = await world.SweepAsync(Cancel);

        Assert.Equal((true, 1, 0), (
            (bool)healed[world.GraphOrigin]["complete"]!, (int)healed[world.GraphOrigin]["removed"]!,
            (int)healed[world.GitHubOrigin]["stored"]!));
    }

    /// <summary>After one sweep, none of which asked for anybody by himself.</summary>
    private static async Task EverybodyHasANameAsync(PeopleWorld world, OrganizationPlan plan)
    {
        var state = (await world.Host.Services.GetRequiredService<IPeopleStates>().FindAsync(world.GitHubOrigin, Cancel)).State;
        var known = state.Users.Values.ToDictionary(one => one.Name, one => one.Entry.Email);
        Assert.All(plan.Users, user => Assert.Equal(plan.EmailOf(user), known[user.Name]));
    }

    private static (bool Complete, int Users, int Groups, int Stored, int Problems) Counts(JsonNode report) => (
        (bool)report["complete"]!, (int)report["users"]!, (int)report["groups"]!, (int)report["stored"]!,
        (int)report["problemCount"]!);

    /// <summary>All groups, and every fiftieth user: the catalog is asked for each one.</summary>
    private static IEnumerable<EntityRef> Owners(OrganizationPlan plan) =>
    [
        .. plan.Groups.Select(group => EntityRef.Create("group", "default", group.Name)),
        .. plan.Users.Where(user => user.Number % 50 == 0).Select(user => EntityRef.Create(
            "user", "default", plan.Prefix == "ms" ? $"{user.Name}_ms.example" : user.Name)),
    ];

    private static async Task NoOwnerDanglesAsync(PeopleWorld world, IReadOnlyList<EntityRef> owners)
    {
        var catalog = world.Host.Services.GetRequiredService<ICatalogReader>();
        var dangling = new List<string>();
        foreach (var some in owners.Chunk(32))
        {
            var found = await Task.WhenAll(some.Select(owner => catalog.FindAsync(owner, Cancel)));
            dangling.AddRange(some.Zip(found).Where(pair => pair.Second is null).Select(pair => pair.First.Canonical));
        }

        Assert.Empty(dangling);
    }
}
