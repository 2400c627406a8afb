namespace Platform.Functions.Tests.Drift.Sweeps;

/// <summary>Sweeps for drift on bad days: nothing is taken for gone, and nothing is forgotten.</summary>
public sealed class DriftFaultTests
{
    private const string Listing = "/orgs/{org}/repos";
    private const string Tree = "/repos/{owner}/{repo}/git/trees/{sha}";

    [Fact]
    public async Task A_listing_that_breaks_off_takes_nothing_for_gone()
    {
        await using var world = await StartAsync("one", "two");
        await world.SweepAsync();
        var rows = await world.FactRowsAsync();
        await world.Organization.FaultAsync("server-error", Listing, times: 99);

        var swept = await world.SweepAsync();

        Assert.False((bool)swept["reports"]![0]!["complete"]!);
        Assert.Equal(rows, await world.FactRowsAsync());
        await world.Organization.ForgetFaultsAsync();
        Assert.True((bool)(await world.SweepAsync())["reports"]![0]!["complete"]!);
    }

    [Fact]
    public async Task A_repository_that_can_not_be_read_stops_no_other_and_is_read_by_the_next_sweep()
    {
        await using var world = await StartAsync("one", "two");
        await world.Organization.FaultAsync("server-error", Tree, times: 3);

        var swept = await world.SweepAsync();
        var again = await world.SweepAsync();

        Assert.True((int)swept["reports"]![0]!["content"]!["failed"]! <= 1);
        Assert.Equal(0, (int)again["reports"]![0]!["content"]!["failed"]!);
        Assert.NotNull((await world.FactsOfAsync("one")).Body.Content);
        Assert.NotNull((await world.FactsOfAsync("two")).Body.Content);
    }

    [Fact]
    public async Task A_limit_is_waited_for_and_the_rest_is_looked_at_then()
    {
        await using var world = await StartAsync("one", "two", "three");
        await world.Organization.FaultAsync("secondary-limit", Tree);

        var swept = await world.SweepAsync();

        Assert.Equal(0, (int)swept["reports"]![0]!["content"]!["failed"]!);
        Assert.NotNull((await world.FactsOfAsync("three")).Body.Content);
    }

    [Fact]
    public async Task A_repository_whose_number_is_not_found_is_gone_and_its_facts_are_kept()
    {
        await using var world = await StartAsync("one", "two");
        await world.SweepAsync();
        await world.Organization.DeleteAsync("one");

        var swept = await world.SweepAsync();

        Assert.Equal(1, (int)swept["reports"]![0]!["gone"]!);
        var gone = await world.FactsOfAsync("one");
        Assert.True(gone.Entry.Listed.Gone);
        Assert.NotNull(gone.Body.Content);
        Assert.Equal(0, (int)(await world.SweepAsync())["reports"]![0]!["gone"]!);
    }

    [Fact]
    public async Task A_renamed_repository_is_the_same_one_and_keeps_its_former_name()
    {
        await using var world = await StartAsync("one");
        await world.SweepAsync();
        var before = await world.FactsOfAsync("one");
        await world.Organization.RenameAsync("one", "another");

        await world.SweepAsync();

        var after = await world.FactsOfAsync("another");
        Assert.Equal(before.Id, after.Id);
        Assert.Equal([$"{world.Organization.Name}/one"], after.Entry.Listed.FormerNames);
    }

    [Fact]
    public async Task A_listing_that_lacks_most_of_what_is_known_is_not_believed()
    {
        await using var world = await StartAsync([.. Enumerable.Range(0, 8).Select(i => $"r{i}")]);
        await world.SweepAsync();
        for (var i = 0; i < 7; i++)
        {
            await world.Organization.DeleteAsync($"r{i}");
        }

        var swept = await world.SweepAsync();

        Assert.Equal(
            (false, 0, 7),
            ((bool)swept["reports"]![0]!["complete"]!, (int)swept["reports"]![0]!["gone"]!,
                (int)swept["reports"]![0]!["absent"]!));
        Assert.False((await world.FactsOfAsync("r0")).Entry.Listed.Gone);
    }

    private static async Task<DriftHost> StartAsync(params string[] names)
    {
        var world = await DriftHost.StartAsync();
        foreach (var name in names)
        {
            await world.Organization.CreateAsync(name, (DriftHost.Descriptor, DriftHost.Component(name)));
        }

        return world;
    }
}
