using Platform.Adapters.Storage.Catalog;
using Platform.Core.Catalog.Locations;
using Platform.Core.Catalog.Sources;
using Platform.Core.Primitives;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.Storage.Catalog;

public sealed class TableLocationsTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TableRegisteredLocations _locations = new(storage.Tables);
    private readonly TableLocationHoldings _holdings = new(storage.Tables, storage.Blobs);
    private readonly TableCatalogOperations _operations = new(storage.Tables);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_location_is_registered_once_found_listed_and_removed()
    {
        var (older, newer) = (Location("older", Noon), Location("newer", Noon.AddMinutes(1)));
        Assert.True(await _locations.AddAsync(newer, Cancel));
        Assert.True(await _locations.AddAsync(older, Cancel));
        Assert.False(await _locations.AddAsync(older with { By = "other" }, Cancel));

        Assert.Equal(older, await _locations.FindAsync(older.Id, Cancel));
        Assert.Equal([older, newer], await _locations.ListAsync(Cancel));
        Assert.True(await _locations.RemoveAsync(older.Id, Cancel));
        Assert.False(await _locations.RemoveAsync(older.Id, Cancel));
        Assert.Null(await _locations.FindAsync("any/text\\at#all?", Cancel));
    }

    [Fact]
    public async Task Holdings_come_back_as_they_were_however_many()
    {
        var holdings = new LocationHoldings(
            "many",
            [.. Enumerable.Range(0, 5000).Select(
                i => new HeldSource($"github:acme/many:services/{i}.yaml", i == 7 ? "github:acme" : null))],
            new Dictionary<string, string> { ["github:acme/many:all.yaml"] = "\"tag\"" },
            [new("acme/many", "main", "services/*.yaml")]);

        await _holdings.ReplaceAsync(holdings, Cancel);

        var found = await _holdings.FindAsync("many", Cancel);
        Assert.Equal(PlatformJson.Serialize(holdings), PlatformJson.Serialize(found));
        Assert.Empty((await _holdings.FindAsync("none", Cancel)).Sources);
    }

    [Fact]
    public async Task A_repository_is_watched_as_long_as_a_location_leads_there()
    {
        await _holdings.ReplaceAsync(Watching("watch", "acme/a", "acme/b"), Cancel);
        Assert.Equal(["watch"], await WatchersAsync("ACME/a"));

        await _holdings.ReplaceAsync(Watching("watch", "acme/b"), Cancel);
        Assert.Empty(await WatchersAsync("acme/a"));
        Assert.Equal(["watch"], await WatchersAsync("acme/b"));

        await _holdings.RemoveAsync("watch", Cancel);
        await _holdings.RemoveAsync("watch", Cancel);
        Assert.Empty(await WatchersAsync("acme/b"));
        Assert.Empty((await _holdings.FindAsync("watch", Cancel)).Watched);
    }

    [Fact]
    public async Task A_location_that_watches_more_than_a_row_holds_watches_all_of_the_repository()
    {
        await _holdings.ReplaceAsync(
            LocationHoldings.None("wide") with
            {
                Watched = [.. Enumerable.Range(0, 2000).Select(i => new WatchedPath("acme/wide", "main", $"services/{i}.yaml"))],
            },
            Cancel);

        Assert.Equal([new("acme/wide", "main", "**")], (await _holdings.ListWatchesAsync("acme/wide", Cancel)).Single().Paths);
    }

    [Fact]
    public async Task An_operation_is_found_until_its_day_is_forgotten()
    {
        var problems = Enumerable.Repeat(
            new LocatedProblem("s", "l", new Problem("field-format", new string('x', 2000))), 50).ToList();
        var operation = new CatalogOperation(
            "20300101-a", "refresh", "component:default/x", OperationState.Failed, Noon, "key:1")
        {
            EndedAt = Noon,
            Result = new(1, 2, 3, 4, 5, 6, 50, problems),
        };
        var later = operation with { Id = "20300102-b", Result = null, State = OperationState.Queued };
        await _operations.PutAsync(operation, Cancel);
        await _operations.PutAsync(later, Cancel);

        var found = (await _operations.FindAsync(operation.Id, Cancel))!;
        Assert.Equal((50, OperationState.Failed), (found.Result!.TotalProblems, found.State));
        Assert.InRange(found.Result.Problems.Count, 1, 49);
        Assert.Equal(later, await _operations.FindAsync(later.Id, Cancel));
        await _operations.ForgetAsync(Noon.AddDays(1), Cancel);
        Assert.Null(await _operations.FindAsync(operation.Id, Cancel));
        Assert.NotNull(await _operations.FindAsync(later.Id, Cancel));
        Assert.Null(await _operations.FindAsync("any/text\\at#all?", Cancel));
    }

    private static RegisteredLocation Location(string target, DateTimeOffset at) =>
        new(RegisteredLocation.IdOf("url", target), "url", target, IsOptional: true, at, "key:1");

    private static LocationHoldings Watching(string id, params string[] repositories) => LocationHoldings.None(id) with
    {
        Watched = [.. repositories.Select(repository => new WatchedPath(repository, "main", "a.yaml"))],
    };

    private async Task<IReadOnlyList<string>> WatchersAsync(string repository) =>
        [.. (await _holdings.ListWatchesAsync(repository, Cancel)).Select(watch => watch.Id)];
}
