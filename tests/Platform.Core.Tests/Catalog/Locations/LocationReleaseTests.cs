using Platform.Core.Catalog.Discovery;
using Platform.Core.Catalog.Locations;
using Platform.Core.Catalog.Sources;

namespace Platform.Core.Tests.Catalog.Locations;

/// <summary>What becomes of entities that several find, and that nobody leads to any more.</summary>
public sealed class LocationReleaseTests
{
    private const string Shared = "github:acme/shared:catalog-info.yaml";

    private static readonly string All = LocationBench.Page("acme/all", "all.yaml");
    private static readonly string Other = LocationBench.Page("acme/all", "other.yaml");

    private readonly LocationBench _bench = new();

    public LocationReleaseTests()
    {
        var shared = LocationBench.Page("acme/shared", "catalog-info.yaml");
        _bench.Repositories["acme/all", "all.yaml"] = LocationBench.Location("all", shared, "./own.yaml");
        _bench.Repositories["acme/all", "other.yaml"] = LocationBench.Location("other", shared);
        _bench.Repositories["acme/all", "own.yaml"] = LocationBench.Component("own");
        _bench.Repositories["acme/shared", "catalog-info.yaml"] = LocationBench.Component("shared");
    }

    private static CancellationToken Cancel => LocationBench.Cancel;

    [Fact]
    public async Task What_only_a_location_brought_goes_with_it()
    {
        await _bench.RegisterAsync(All);

        var operation = (await _bench.UnregisterAsync(All))!;

        Assert.Equal((OperationState.Succeeded, 4), (operation.State, operation.Result!.Removed));
        Assert.Empty(_bench.Catalog.Claims.Refs);
        Assert.Null(await _bench.UnregisterAsync(All));
    }

    [Fact]
    public async Task However_much_a_location_brought_goes_when_somebody_says_so()
    {
        for (var i = 0; i < 100; i++)
        {
            _bench.Repositories["acme/many", $"{i}.yaml"] = LocationBench.Component($"c{i}");
        }

        var target = LocationBench.Page("acme/many", "*.yaml");
        await _bench.RegisterAsync(target);

        Assert.Equal(101, (await _bench.UnregisterAsync(target))!.Result!.Removed);
    }

    [Fact]
    public async Task What_two_locations_lead_to_is_brought_by_the_first_and_does_not_change_to_and_fro()
    {
        await _bench.RegisterAsync(All);
        var before = _bench.Manifest(Shared);

        await _bench.RegisterAsync(Other);
        await _bench.Sweep().RunAsync(Cancel);
        await _bench.WorkAsync();

        Assert.Equal("url:" + All, await _bench.OriginOfAsync("shared"));
        Assert.Equal(before!.Origin, _bench.Manifest(Shared)!.Origin);
    }

    [Fact]
    public async Task What_another_location_leads_to_stays_and_becomes_its_own()
    {
        await _bench.RegisterAsync(All);
        await _bench.RegisterAsync(Other);

        await _bench.UnregisterAsync(All);
        await _bench.WorkAsync();

        Assert.Equal(["shared"], _bench.Components());
        Assert.Equal("url:" + Other, await _bench.OriginOfAsync("shared"));
        await _bench.UnregisterAsync(Other);
        Assert.Empty(_bench.Components());
    }

    [Fact]
    public async Task What_a_location_stops_to_name_is_taken_over_by_another_that_names_it()
    {
        await _bench.RegisterAsync(All);
        await _bench.RegisterAsync(Other);
        _bench.Repositories["acme/all", "all.yaml"] = LocationBench.Location("all", "./own.yaml");

        await _bench.Sweep().RunAsync(Cancel);
        await _bench.WorkAsync();

        Assert.Equal("url:" + Other, await _bench.OriginOfAsync("shared"));
    }

    [Fact]
    public async Task What_no_location_names_any_more_is_an_orphan_first_and_then_goes()
    {
        await _bench.RegisterAsync(All);
        await _bench.WorkAsync();
        _bench.Repositories["acme/all", "all.yaml"] = LocationBench.Location("all", "./own.yaml");

        await _bench.Sweep().RunAsync(Cancel);
        await _bench.WorkAsync();
        Assert.True(_bench.Manifest(Shared)!.IsOrphaned);
        Assert.Equal(["own", "shared"], _bench.Components());

        await _bench.Sweep().RunAsync(Cancel);
        await _bench.WorkAsync();
        Assert.Equal(["own"], _bench.Components());
    }

    [Fact]
    public async Task A_failure_makes_no_orphans()
    {
        await _bench.RegisterAsync(All);
        _bench.Repositories["acme/all", "all.yaml"] = LocationBench.Location("all", "./own.yaml", "./x/*.yaml");
        _bench.Repositories.Failing.Add("tree acme/all main");

        await _bench.Sweep().RunAsync(Cancel);
        await _bench.WorkAsync();

        Assert.False(_bench.Manifest(Shared)!.IsOrphaned);
    }

    [Theory]
    [InlineData(IngestCause.Push)]
    [InlineData(IngestCause.Sweep)]
    [InlineData(IngestCause.Queue)]
    public async Task A_registered_file_that_is_also_found_by_itself_stays_the_locations(string cause)
    {
        await _bench.RegisterAsync(All);

        await _bench.PushAsync(Shared, LocationBench.Component("shared", "new"), cause);

        Assert.Equal("url:" + All, await _bench.OriginOfAsync("shared"));
        Assert.Equal(RegisteredLocation.SourceOf(RegisteredLocation.IdOf("url", All)), _bench.Manifest(Shared)!.Origin);
    }

    [Fact]
    public async Task What_was_found_by_itself_before_stays_when_its_location_is_let_go()
    {
        await _bench.PushAsync(Shared, LocationBench.Component("shared"));
        await _bench.RegisterAsync(All);
        Assert.Equal("url:" + All, await _bench.OriginOfAsync("shared"));

        await _bench.UnregisterAsync(All);
        await _bench.WorkAsync();

        Assert.Equal(["shared"], _bench.Components());
        Assert.Equal("url:" + LocationBench.Page("acme/shared", "catalog-info.yaml"), await _bench.OriginOfAsync("shared"));
        Assert.Equal("github:acme", _bench.Manifest(Shared)!.Origin);
    }

    [Fact]
    public async Task What_would_be_found_by_itself_stays_when_its_location_is_let_go()
    {
        _bench.Discovered = new(["Acme"], DescriptorNames.Default);
        await _bench.RegisterAsync(All);

        await _bench.UnregisterAsync(All);
        await _bench.WorkAsync();

        Assert.Equal(["shared"], _bench.Components());
        Assert.Equal("github:acme", _bench.Manifest(Shared)!.Origin);
        await _bench.RefreshAsync("shared");
        Assert.Equal(["shared"], _bench.Components());
    }

    [Fact]
    public async Task What_is_found_by_itself_is_no_orphan_when_its_location_names_it_no_more()
    {
        await _bench.PushAsync(Shared, LocationBench.Component("shared"));
        await _bench.RegisterAsync(All);
        _bench.Repositories["acme/all", "all.yaml"] = LocationBench.Location("all", "./own.yaml");

        await _bench.Sweep().RunAsync(Cancel);
        await _bench.WorkAsync();
        await _bench.Sweep().RunAsync(Cancel);
        await _bench.WorkAsync();

        Assert.Equal(["own", "shared"], _bench.Components());
        Assert.Equal("github:acme", _bench.Manifest(Shared)!.Origin);
    }

    [Theory]
    [InlineData("github:acme/orders:services/a/catalog-info.yaml", "github:acme")]
    [InlineData("github:acme/orders@release:catalog-info.yaml", null)]
    [InlineData("github:acme/orders:other.yaml", null)]
    [InlineData("github:acme-evil/orders:catalog-info.yaml", null)]
    [InlineData("url:https://example.com/catalog-info.yaml", null)]
    public void What_would_be_found_by_itself_is_known(string source, string? origin) =>
        Assert.Equal(origin, new DiscoveredSources(["Acme"], DescriptorNames.Default).OriginOf(source));

    [Fact]
    public async Task A_location_that_is_let_go_by_a_call_that_dies_is_let_go_by_the_queue()
    {
        await _bench.RegisterAsync(All);
        await _bench.WorkAsync();
        _bench.Patience = TimeSpan.Zero;

        Assert.Equal(OperationState.Queued, (await _bench.UnregisterAsync(All))!.State);
        await _bench.WorkAsync();

        Assert.Empty(_bench.Catalog.Claims.Refs);
    }

    [Fact]
    public async Task A_location_that_is_registered_again_is_whole_again()
    {
        await _bench.RegisterAsync(All);
        await _bench.UnregisterAsync(All);
        await _bench.RegisterAsync(All);
        await _bench.WorkAsync();

        Assert.Equal(["own", "shared"], _bench.Components());
    }
}
