using Platform.Adapters.Storage.Scaffolding;
using Platform.Core.Scaffolding.Tasks;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.Storage;

public sealed class NameRowsTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

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
        var names = new TableTaskNames(storage.Tables);
        await names.AddAsync("nearest", TaskId.New(TimeProvider.System), Cancel);
        await names.AddAsync("unlike", TaskId.New(TimeProvider.System), Cancel);

        Assert.Equal(meant is null ? [] : [meant], await names.NearestAsync(typed, Cancel));
        Assert.Empty(await names.FindAsync(typed, Cancel));
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
}
