using Platform.TestKit.Catalog.Discovery;

namespace Platform.Functions.Tests.Catalog.Discovery;

/// <summary>Sweeps on bad days: in the end the catalog says what the repositories say, and nothing is lost on the way.</summary>
public sealed class SweepFaultTests
{
    private const string Descriptor = "catalog-info.yaml";
    private const string Listing = "/orgs/{org}/repos";
    private const string Tree = "/repos/{owner}/{repo}/git/trees/{sha}";

    [Fact]
    public async Task A_file_that_has_gone_without_a_word_is_let_go_by_the_second_look()
    {
        await using var world = await StartAsync("one", "two");
        await world.Organization.PushAsync("one", (Descriptor, null), ("README.md", "#"));

        var first = await world.SweepAsync();
        await world.HasAsync(["one", "two"]);
        var second = await world.SweepAsync();
        await world.HasAsync(["two"], "one");

        Assert.Equal((1, 1), ((int)first["missing"]!, (int)first["found"]!["diverged"]!));
        Assert.Equal((1, 0), ((int)second["found"]!["removed"]!, (int)second["found"]!["diverged"]!));
    }

    [Fact]
    public async Task A_file_that_was_moved_without_a_word_is_the_same_entity_at_once()
    {
        await using var world = await StartAsync("one");
        var before = await world.FindAsync("one");
        await world.Organization.PushAsync("one", (Descriptor, null), ("x/" + Descriptor, DiscoveryWorld.Component("one")));

        await world.SweepAsync();

        var after = await world.FindAsync("one");
        Assert.Equal((string)before!["metadata"]!["uid"]!, (string)after!["metadata"]!["uid"]!);
        Assert.EndsWith("/blob/main/x/catalog-info.yaml", after.LocationOf());
    }

    [Fact]
    public async Task A_repository_that_has_gone_without_a_word_is_let_go_by_the_second_listing()
    {
        await using var world = await StartAsync("one", "two");
        await world.Organization.DeleteAsync("one");

        Assert.Equal(1, (int)(await world.SweepAsync())["absent"]!);
        await world.HasAsync(["one", "two"]);
        await world.SweepAsync();
        await world.HasAsync(["two"], "one");
        Assert.Equal(0, (int)(await world.SweepAsync())["absent"]!);
    }

    [Fact]
    public async Task A_repository_that_was_renamed_without_a_word_takes_its_entities_along_at_once()
    {
        await using var world = await StartAsync("one");
        await world.Organization.RenameAsync("one", "two");

        await world.SweepAsync();

        Assert.Contains("/two/blob/main/", (await world.FindAsync("one")).LocationOf());
    }

    [Fact]
    public async Task However_often_a_listing_breaks_off_nothing_is_removed()
    {
        await using var world = await StartAsync("one", "two");
        await world.Organization.FaultAsync("server-error", Listing, times: 1000);

        for (var i = 0; i < 3; i++)
        {
            var report = await world.SweepAsync();
            Assert.Equal((false, 0), ((bool)report["complete"]!, (int)report["missing"]!));
        }

        await world.Organization.ForgetFaultsAsync();
        Assert.True((bool)(await world.SweepAsync())["complete"]!);
        await world.HasAsync(["one", "two"]);
    }

    [Fact]
    public async Task A_listing_that_breaks_off_once_is_made_again()
    {
        await using var world = await StartAsync("one");
        // Three attempts are one page's.
        await world.Organization.FaultAsync("server-error", Listing, times: 3);

        Assert.True((bool)(await world.SweepAsync())["complete"]!);
    }

    [Fact]
    public async Task A_repository_that_can_not_be_read_stops_no_other_and_loses_nothing()
    {
        await using var world = await StartAsync("bad", "good");
        await world.Organization.PushAsync("bad", (Descriptor, DiscoveryWorld.Component("bad", "second")));
        await world.Organization.PushAsync("good", (Descriptor, DiscoveryWorld.Component("good", "second")));
        await world.Organization.FaultAsync("server-error", Tree, times: 1000, repository: "bad");

        var report = await world.SweepAsync();

        Assert.Equal("second", (await world.FindAsync("good")).DescriptionOf());
        Assert.Equal("first", (await world.FindAsync("bad")).DescriptionOf());
        Assert.EndsWith("/bad", (string)Assert.Single(report["found"]!["failures"]!.AsArray())!["repository"]!);
        await world.Organization.ForgetFaultsAsync();
        await world.SweepAsync();
        Assert.Equal("second", (await world.FindAsync("bad")).DescriptionOf());
    }

    [Theory]
    [InlineData("secondary-limit")]
    [InlineData("rate-limited")]
    [InlineData("too-many-requests")]
    public async Task A_limit_in_the_middle_is_waited_for(string fault)
    {
        await using var world = await DiscoveryWorld.StartAsync(limits: new() { ChunkSize = 2, Chunks = 2 });
        string[] names = [.. Enumerable.Range(0, 8).Select(i => $"r{i}")];
        foreach (var name in names)
        {
            await world.Organization.CreateAsync(name, (Descriptor, DiscoveryWorld.Component(name)));
        }

        await world.Organization.FaultAsync(fault, "/repos/{owner}/{repo}/tarball/{ref}", times: 2, skip: 3);

        var report = await world.SweepAsync();

        Assert.Equal((8, 0), ((int)report["found"]!["looked"]!, (int)report["found"]!["failed"]!));
        await world.HasAsync(names);
    }

    [Fact]
    public async Task A_repository_that_disappears_while_it_is_read_keeps_its_entities_until_listings_lack_it()
    {
        await using var world = await StartAsync("one", "two");
        await world.Organization.PushAsync("one", (Descriptor, DiscoveryWorld.Component("one", "second")));
        await world.Organization.FaultAsync("not-found", Tree, times: 1000, repository: "one");

        var report = await world.SweepAsync();

        Assert.Equal(1, (int)report["found"]!["failed"]!);
        await world.HasAsync(["one", "two"]);
        await world.Organization.ForgetFaultsAsync();
        await world.Organization.DeleteAsync("one");
        await world.SweepAsync();
        await world.HasAsync(["one", "two"]);
        await world.SweepAsync();
        await world.HasAsync(["two"], "one");
    }

    [Fact]
    public async Task What_archives_lack_is_found_by_the_next_sweep()
    {
        await using var world = await DiscoveryWorld.StartAsync();
        await world.Organization.CreateAsync(
            "one",
            (".gitattributes", $"{Descriptor} export-ignore\n"), (Descriptor, DiscoveryWorld.Component("one")));
        await world.SweepAsync();
        await world.HasAsync([], "one");

        await world.SweepAsync();

        await world.HasAsync(["one"]);
    }

    /// <summary>Repositories of these names, each with a component of its name, that two sweeps have seen.</summary>
    private static async Task<DiscoveryWorld> StartAsync(params string[] names)
    {
        var world = await DiscoveryWorld.StartAsync();
        foreach (var name in names)
        {
            await world.Organization.CreateAsync(name, (Descriptor, DiscoveryWorld.Component(name)));
        }

        await world.SweepAsync();
        await world.SweepAsync();
        await world.HasAsync(names);
        return world;
    }
}
