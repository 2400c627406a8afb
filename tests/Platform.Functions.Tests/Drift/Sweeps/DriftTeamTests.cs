using Platform.TestKit.Catalog.Discovery;

namespace Platform.Functions.Tests.Drift.Sweeps;

/// <summary>A sweep for one team.</summary>
public sealed class DriftTeamTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sweep_of_a_team_judges_what_it_owns_and_leaves_the_rest_as_it_is()
    {
        await using var world = await DriftHost.StartAsync();
        await world.Organization.CreateAsync("one", (DriftHost.Descriptor, DriftHost.Component("one", "group:default/a")));
        await world.Organization.CreateAsync("two", (DriftHost.Descriptor, DriftHost.Component("two", "group:default/b")));
        await world.Host.Client.SweepAsync(Cancel);

        await world.SweepAsync(new { team = "a" });
        var ofTeam = await world.OpenAsync("owner-unknown");
        await world.SweepAsync();
        var ofAll = await world.OpenAsync("owner-unknown");

        Assert.Equal(["component:default/one"], ofTeam);
        Assert.Equal(["component:default/one", "component:default/two"], ofAll);
    }
}
