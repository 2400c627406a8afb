using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Locations;

namespace Platform.Core.Tests.Catalog.Locations;

public sealed class EntityAncestryTests
{
    private readonly LocationBench _bench = new();

    private static CancellationToken Cancel => LocationBench.Cancel;

    [Fact]
    public async Task What_a_location_brought_by_another_has_both_above_it()
    {
        _bench.Repositories["acme/all", "all.yaml"] = LocationBench.Location("all", "./a.yaml");
        _bench.Repositories["acme/all", "a.yaml"] = LocationBench.Component("a");
        await _bench.RegisterAsync(LocationBench.Page("acme/all", "all.yaml"));

        var found = await AncestryAsync("component:default/a");

        var registered = RegisteredName("acme/all", "all.yaml");
        Assert.Equal(
            ["component:default/a < location:default/all", $"location:default/all < {registered}", $"{registered} < "], found);
    }

    [Fact]
    public async Task Of_several_locations_in_a_file_the_one_that_names_it_is_its_parent()
    {
        _bench.Repositories["acme/all", "d/all.yaml"] = string.Join(
            "\n---\n", LocationBench.Location("one", "./a.yaml"), LocationBench.Location("many", "../more/*.yaml"),
            LocationBench.Location("both", "a.yaml", LocationBench.Page("acme/all", "more/b.yaml")));
        _bench.Repositories["acme/all", "d/a.yaml"] = LocationBench.Component("a");
        _bench.Repositories["acme/all", "more/b.yaml"] = LocationBench.Component("b");
        _bench.Repositories["acme/all", "more/c.yaml"] = LocationBench.Component("c");
        await _bench.RegisterAsync(LocationBench.Page("acme/all", "d/all.yaml"));

        Assert.Equal(
            "component:default/a < location:default/both location:default/one",
            (await AncestryAsync("component:default/a"))[0]);
        Assert.Equal(
            "component:default/b < location:default/both location:default/many",
            (await AncestryAsync("component:default/b"))[0]);
        var ofC = await AncestryAsync("component:default/c");
        var registered = RegisteredName("acme/all", "d/all.yaml");
        Assert.Equal(
            ["component:default/c < location:default/many", $"location:default/many < {registered}"], ofC.Take(2));
        Assert.Equal(3, ofC.Count);
    }

    [Fact]
    public async Task What_was_pushed_or_is_not_there_has_nothing_above_it()
    {
        await _bench.PushAsync("github:acme/orders:catalog-info.yaml", LocationBench.Component("orders"));

        Assert.Equal(["component:default/orders < "], await AncestryAsync("component:default/orders"));
        Assert.Equal(["component:default/none < "], await AncestryAsync("component:default/none"));
    }

    [Fact]
    public async Task Locations_that_name_one_another_come_to_an_end()
    {
        _bench.Repositories["acme/all", "a.yaml"] = LocationBench.Location("a", "./b.yaml");
        _bench.Repositories["acme/all", "b.yaml"] = LocationBench.Location("b", "./a.yaml");
        await _bench.RegisterAsync(LocationBench.Page("acme/all", "a.yaml"));

        Assert.Equal(3, (await AncestryAsync("location:default/b")).Count);
    }

    private static string RegisteredName(string repository, string path)
    {
        var target = LocationBench.Page(repository, path);
        var location = new RegisteredLocation(string.Empty, "url", target, false, DateTimeOffset.UnixEpoch, string.Empty);
        return $"location:default/{location.EntityName}";
    }

    private async Task<IReadOnlyList<string>> AncestryAsync(string entityRef)
    {
        var entities = new Stored();
        foreach (var one in _bench.Catalog.Claims.Refs)
        {
            entities.All[one] = (await _bench.Catalog.Store.FindAsync(one, Cancel))!;
        }

        var found = await new EntityAncestry(_bench.Catalog.Sources, LocationBench.Addresses)
            .FindAsync(EntityRef.Parse(entityRef), entities, Cancel);
        return [.. found.Select(ancestor => $"{ancestor.Ref.Canonical} < "
            + string.Join(' ', ancestor.Parents.Select(parent => parent.Canonical).Order(StringComparer.Ordinal)))];
    }

    private sealed class Stored : IAncestryEntities
    {
        public Dictionary<EntityRef, CatalogEntity> All { get; } = [];

        public string? SourceOf(EntityRef entityRef) => All.GetValueOrDefault(entityRef)?.Source;

        public ValueTask<JsonObject> BodyOfAsync(EntityRef entityRef, CancellationToken cancellationToken) =>
            ValueTask.FromResult(All[entityRef].Body);
    }
}
