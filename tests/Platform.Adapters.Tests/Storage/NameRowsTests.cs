using Platform.Adapters.Storage.Catalog;
using Platform.Adapters.Storage.Scaffolding;
using Platform.Core.Catalog;
using Platform.Core.Scaffolding.Tasks;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.Storage;

public sealed class NameRowsTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_name_has_every_entity_that_bears_it_whatever_its_case()
    {
        var names = new TableEntityNames(storage.Tables);
        await names.AddAsync(
            Refs("component:default/orders", "API:default/Orders", "component:shop/orders", "component:default/orders-2"),
            Cancel);
        await names.AddAsync(Refs("component:default/orders"), Cancel);

        Assert.Equal(
            Refs("api:default/orders", "component:default/orders", "component:shop/orders"),
            await names.FindAsync("ORDERS", Cancel));
        await names.RemoveAsync(EntityRef.Parse("component:shop/orders"), Cancel);
        await names.RemoveAsync(EntityRef.Parse("component:shop/orders"), Cancel);

        Assert.Equal(Refs("api:default/orders", "component:default/orders"), await names.FindAsync("orders", Cancel));
    }

    [Theory]
    [InlineData("nearset", "nearest")]
    [InlineData("neares", "nearest")]
    [InlineData("nearesttt", "nearest")]
    [InlineData("NEARXST", "nearest")]
    [InlineData("far-away", null)]
    [InlineData("x", null)]
    [InlineData("not/a name", null)]
    [InlineData("", null)]
    public async Task A_mistyped_name_has_its_nearest(string typed, string? meant)
    {
        var names = new TableEntityNames(storage.Tables);
        await names.AddAsync(Refs("component:default/nearest", "system:default/unlike"), Cancel);

        Assert.Equal(meant is null ? [] : [meant], await names.NearestAsync(typed, Cancel));
        Assert.Empty(await names.FindAsync(typed, Cancel));
    }

    [Fact]
    public async Task Many_names_are_added_at_once()
    {
        var names = new TableEntityNames(storage.Tables);
        var refs = Refs([.. Enumerable.Range(1000, 250).Select(number => $"component:many/many-{number}")]);

        await names.AddAsync(refs, Cancel);

        Assert.Equal([refs[^1]], await names.FindAsync("many-1249", Cancel));
    }

    [Fact]
    public async Task Tasks_are_found_by_the_name_of_what_they_make()
    {
        var names = new TableTaskNames(storage.Tables);
        var (first, second) = (TaskId.New(TimeProvider.System), TaskId.New(TimeProvider.System));
        await names.AddAsync("Billing", first, Cancel);
        await names.AddAsync("billing", second, Cancel);
        await names.AddAsync("billing", second, Cancel);
        await names.AddAsync("no / name", second, Cancel);

        Assert.Equal(
            new[] { first, second }.OrderBy(task => task.Value),
            (await names.FindAsync("billing", Cancel)).OrderBy(task => task.Value));
        Assert.Equal(["billing"], await names.NearestAsync("biling", Cancel));
        Assert.Empty(await names.FindAsync("no / name", Cancel));
    }

    private static EntityRef[] Refs(params string[] texts) => [.. texts.Select(text => EntityRef.Parse(text))];
}
