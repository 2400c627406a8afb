using Azure.Data.Tables;
using Platform.Adapters.Storage.Catalog;
using Platform.Core.Catalog;
using Platform.TestKit.Catalog;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.Storage.Catalog;

public sealed class TableCatalogStoreTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly string _name = "e" + Guid.NewGuid().ToString("N");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stored_entity_is_found_whatever_the_case_of_its_reference()
    {
        await WriteAsync(Store(), Entity().Write());

        var found = await Store().FindAsync(EntityRef.Parse($"COMPONENT:Default/{_name.ToUpperInvariant()}"), Cancel);

        Assert.Equal(_name, found!.Ref.Name);
        Assert.Equal(_name, (string?)found.Body["metadata"]!["name"]);
    }

    [Theory]
    [InlineData("component:default/missing")]
    [InlineData("component:default/a#b")]
    [InlineData("component:default/a/b")]
    [InlineData("com?ponent:default/a")]
    public async Task An_unknown_or_impossible_reference_is_not_found(string text) =>
        Assert.Null(await Store().FindAsync(EntityRef.Parse(text), Cancel));

    [Fact]
    public async Task The_same_content_is_not_written_again()
    {
        await WriteAsync(Store(), Entity().Write(Noon));
        var before = await FeedAsync();

        var repeated = await WriteAsync(Store(), Entity().Write(Noon.AddHours(1)));

        Assert.Equal(CatalogWriteOutcome.Unchanged, repeated);
        Assert.Equal(before, await FeedAsync());
    }

    [Fact]
    public async Task A_description_that_was_overtaken_does_not_come_back()
    {
        await WriteAsync(Store(), Entity().Write(Noon, version: 2));

        Assert.Equal(CatalogWriteOutcome.Superseded, await WriteAsync(Store(), Entity().Write(Noon.AddHours(-1), version: 1)));
        Assert.Equal(CatalogWriteOutcome.Stored, await WriteAsync(Store(), Entity().Write(Noon.AddHours(1), version: 3)));
    }

    [Fact]
    public async Task The_first_source_keeps_an_entity()
    {
        await WriteAsync(Store(), Entity().Write(source: "github:acme/first:catalog-info.yaml"));

        var other = Entity().Write(source: "github:acme/second:catalog-info.yaml", version: 2);
        var result = (await Store().WriteAsync([other], Cancel)).Single();

        Assert.Equal((CatalogWriteOutcome.OwnedElsewhere, "github:acme/first:catalog-info.yaml"), (result.Outcome, result.Owner));
    }

    [Fact]
    public async Task A_body_beyond_a_row_is_kept_whole()
    {
        var text = string.Concat(Enumerable.Repeat("größer ", 20_000));
        await WriteAsync(Store(), Entity().With("metadata.description", text).Write());

        var found = await Store().FindAsync(EntityRef.Create("component", "default", _name), Cancel);

        Assert.Equal(text, (string?)found!.Body["metadata"]!["description"]);
    }

    [Fact]
    public async Task More_entities_than_a_batch_holds_are_all_stored()
    {
        var writes = Enumerable.Range(0, 600).Select(i => new EntityBuilder().Named($"{_name}-{i}").Write()).ToList();

        var results = await Store().WriteAsync(writes, Cancel);

        Assert.All(results, result => Assert.Equal(CatalogWriteOutcome.Stored, result.Outcome));
        Assert.Equal(writes.Select(write => write.Entity.Ref), results.Select(result => result.Write.Entity.Ref));
    }

    [Fact]
    public async Task Writers_that_race_leave_a_dense_feed_in_each_bucket()
    {
        // Stores of their own race as processes do: they share no lock.
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Store().WriteAsync(
            [.. Enumerable.Range(0, 20).Select(i => new EntityBuilder().Named($"{_name}-{writer}-{i}").Write())], Cancel)));

        foreach (var bucket in (await FeedAsync()).GroupBy(row => row.Bucket))
        {
            var positions = bucket.Select(row => row.Position).Order().ToList();
            Assert.Equal(Enumerable.Range(1, positions.Count).Select(i => (long)i), positions);
        }
    }

    private EntityBuilder Entity() => new EntityBuilder().Named(_name);

    private TableEntityClaims Claims() => new(storage.Tables, storage.Blobs, TimeProvider.System);

    private TableCatalogStore Store() => new(storage.Tables, storage.Blobs, Claims());

    private static async Task<CatalogWriteOutcome> WriteAsync(TableCatalogStore store, CatalogWrite write) =>
        (await store.WriteAsync([write], Cancel)).Single().Outcome;

    /// <summary>This class's account only; tests of a class run one after another.</summary>
    private async Task<IReadOnlyList<(string Bucket, long Position)>> FeedAsync()
    {
        var rows = new List<(string, long)>();
        var table = storage.Tables.GetTableClient(CatalogStorage.EntitiesTable);
        await foreach (var row in table.QueryAsync<TableEntity>(
            "RowKey ge 'feed|' and RowKey lt 'feed~'", cancellationToken: Cancel))
        {
            rows.AddRange(FeedRows.ChangesOf(row).Select(change => (row.PartitionKey, change.Position)));
        }

        return rows;
    }
}
