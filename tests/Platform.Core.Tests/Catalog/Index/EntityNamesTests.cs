using System.Text;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Feed;
using Platform.Core.Catalog.Index;

namespace Platform.Core.Tests.Catalog.Index;

public sealed class EntityNamesTests : ICatalogIndex
{
    private readonly EntityIndex _index = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private EntityNames Names => new(this);

    [Fact]
    public async Task A_name_has_every_entity_that_bears_it_whatever_its_case()
    {
        Add("component:default/orders", "API:default/Orders", "component:shop/orders", "component:default/orders-2");

        Assert.Equal(
            ["api:default/orders", "component:default/orders", "component:shop/orders"], await FindAsync("ORDERS"));
        Assert.Empty(await FindAsync("no / name"));
    }

    [Fact]
    public async Task A_removed_entity_has_no_name()
    {
        Add("component:default/orders", "component:shop/orders");

        _index.Apply([new(EntityRef.Parse("component:shop/orders"), null, [])]);

        Assert.Equal(["component:default/orders"], await FindAsync("orders"));
    }

    [Theory]
    [InlineData("nearset", "nearest")]
    [InlineData("NEARXST", "nearest")]
    [InlineData("far-away", null)]
    [InlineData("", null)]
    public async Task A_mistyped_name_has_its_nearest(string typed, string? meant)
    {
        Add("component:default/nearest", "system:default/unlike");

        Assert.Equal(meant is null ? [] : [meant], await Names.NearestAsync(typed, Cancel));
    }

    ValueTask<CatalogView> ICatalogIndex.ReadAsync(CatalogPosition? atLeast, CancellationToken cancellationToken) =>
        new(new CatalogView(_index, CatalogPosition.Start, VerifiedTimes.None, null!));

    private async Task<IEnumerable<string>> FindAsync(string name) =>
        (await Names.FindAsync(name, Cancel)).Select(found => found.Canonical).Order(StringComparer.Ordinal);

    private void Add(params string[] refs) => _index.Apply(refs.Select(text =>
    {
        var entityRef = EntityRef.Parse(text);
        var body = $$$"""
            {"kind":"{{{entityRef.Kind}}}","metadata":{"name":"{{{entityRef.Name}}}","namespace":"{{{entityRef.Namespace}}}"}}
            """;
        var entry = IndexEntry.From(new(entityRef.Canonical, 1, default) { Body = Encoding.UTF8.GetBytes(body) });
        return new IndexChange(entry.Ref, entry, []);
    }));
}
