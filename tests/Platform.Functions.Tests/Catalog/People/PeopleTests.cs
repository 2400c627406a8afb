using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.Core.Access;
using Platform.TestKit.Hosting;
using Platform.TestKit.People;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Catalog.People;

public sealed class PeopleTests : IAsyncLifetime
{
    private PeopleWorld _world = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private PlatformHost Host => _world.Host;

    public async ValueTask InitializeAsync() => _world = await PeopleWorld.StartAsync(settings: values =>
    {
        // The rules of the sample: nobody's descriptor makes a Group, and yet the directories do.
        values["CatalogRules"] = string.Empty;
    });

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_sweep_takes_people_over_and_the_catalog_and_the_doctor_know_of_it()
    {
        var before = await ProbeAsync();
        await _world.PutAsync(OrganizationPlan.Of("gh", users: 5, groups: 3), Cancel);
        _world.Graph.Tenant.Put(OrganizationPlan.Of("ms", users: 4, groups: 2));

        await _world.SweepAsync(Cancel);

        var user = await Host.EntityAsync("user", "gh-u1", Cancel);
        var group = await Host.EntityAsync("group", "gh-g1", Cancel);
        Assert.Equal(("Person 1", "gh-u1@gh.example"), (
            (string)user["spec"]!["profile"]!["displayName"]!, (string)user["spec"]!["profile"]!["email"]!));
        Assert.Equal($"{_world.GitHubOrigin}/groups", ((string)group["metadata"]!["annotations"]!
            ["backstage.io/managed-by-location"]!)[..^2]);
        var known = (await Host.Client.GetFromJsonAsync<JsonNode>("catalog/people", Cancel))!;
        Assert.Equal(
            [(_world.GitHubOrigin, 5, 3), (_world.GraphOrigin, 4, 3)],
            known["directories"]!.AsArray().Select(directory => (
                (string)directory!["origin"]!, (int)directory["users"]!, (int)directory["groups"]!)));
        Assert.Equal("warning", before);
        await Eventually.HoldsAsync(async () => await ProbeAsync() == "fine", Cancel, "the probe is content");
    }

    [Fact]
    public async Task A_mass_removal_waits_for_an_administrator()
    {
        await _world.PutAsync(OrganizationPlan.Of("gh", users: 40, groups: 2), Cancel);
        await _world.SweepAsync(Cancel);
        await _world.PutAsync(OrganizationPlan.Of("gh", users: 10, groups: 2), Cancel);
        await _world.SweepAsync(Cancel);

        var report = (await _world.SweepAsync(Cancel))[_world.GitHubOrigin];
        var removals = (await Host.Client.GetFromJsonAsync<JsonNode>("catalog/removals/held", Cancel))!;

        Assert.Equal((0, 30), ((int)report["removed"]!, (int)report["held"]!));
        Assert.Equal(30, removals["items"]!.AsArray().Sum(held => held!["entities"]!.AsArray().Count));
        await Host.EntityAsync("user", "gh-u39", Cancel);
    }

    [Fact]
    public async Task One_directory_that_is_down_keeps_no_other_from_being_taken_over()
    {
        await _world.PutAsync(OrganizationPlan.Of("gh", users: 3, groups: 1), Cancel);
        _world.Graph.Add(new(string.Empty, 403) { Times = 1000 });

        var reports = await _world.SweepAsync(Cancel);

        Assert.True((bool)reports[_world.GitHubOrigin]["complete"]!);
        Assert.Equal("graph-forbidden", (string)reports[_world.GraphOrigin]["failure"]!["code"]!);
        await Eventually.HoldsAsync(async () => await ProbeAsync() == "warning", Cancel, "the probe is in doubt");
    }

    [Fact]
    public async Task A_listing_that_broke_off_is_tried_again()
    {
        _world.Graph.Tenant.Put(OrganizationPlan.Of("ms", users: 4, groups: 2));
        _world.Graph.Add(new("users/delta", 503) { Times = 4 });

        var report = (await _world.SweepAsync(Cancel))[_world.GraphOrigin];

        Assert.True((bool)report["complete"]!, report.ToJsonString());
    }

    [Fact]
    public async Task Readers_may_look_and_only_registrars_may_start_a_sweep()
    {
        using var reader = await Host.ClientWithAsync(Role.Reader);

        using var looked = await reader.GetAsync("catalog/people", Cancel);
        using var refused = await reader.PostAsync("catalog/people/sweep", null, Cancel);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden), (looked.StatusCode, refused.StatusCode));
    }

    private async Task<string> ProbeAsync()
    {
        var details = await Host.Client.GetFromJsonAsync<JsonNode>("health/details", Cancel);
        return (string)details!["checks"]!.AsArray().Single(check => (string)check!["name"]! == "people")!["status"]!;
    }
}
