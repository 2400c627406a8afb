using Azure.Data.Tables;
using Platform.Adapters.Storage.Catalog;
using Platform.Core.Catalog.Ingestion;
using Platform.Core.Catalog.Sources;
using Platform.TestKit.Catalog;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.Storage.Catalog;

/// <summary>A process may die between any two calls to storage; the message comes again.</summary>
public sealed class CrashTests
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public Task New_sources_end_as_if_nothing_had_happened() => HoldsAsync(
        [],
        [Reading("a", "orders", "billing"), Reading("b", "orders", "shipping"), Broken("c", "broken")]);

    [Fact]
    public Task A_move_with_a_removal_and_a_change_ends_as_if_nothing_had_happened() => HoldsAsync(
        [Reading("a", "orders", "billing"), Reading("b", "billing"), Reading("c", "old"), Broken("d", "x")],
        [Reading("a", "orders2"), Gone("c"), Reading("e", "orders", "old"), Reading("d", "x", "y")]);

    [Fact]
    public Task A_held_removal_ends_as_if_nothing_had_happened()
    {
        string[] many = [.. Enumerable.Range(0, 12).Select(i => $"e{i}")];
        return HoldsAsync([Reading("a", many)], [Reading("a", many[..1])]);
    }

    [Fact]
    public Task A_held_removal_that_is_found_again_ends_as_if_nothing_had_happened()
    {
        string[] many = [.. Enumerable.Range(0, 12).Select(i => $"e{i}")];
        return HoldsAsync([Reading("a", many)], [Reading("a", many[..1])], [Reading("a", many)]);
    }

    [Fact]
    public async Task A_newer_message_after_a_crash_leaves_nothing_of_the_one_that_is_never_repeated()
    {
        for (var allowed = 0; ; allowed++)
        {
            var storage = await StorageFixture.NewAsync();
            await IngestAsync(storage, 0, [Reading("a", "orders", "old")]);

            var finished = await TryAsync(storage, allowed, 1, [Reading("a", "orders", "new")]);
            await IngestAsync(storage, 2, [Reading("a", "orders", "newest")]);

            Assert.Equal(["component:default/newest", "component:default/orders"], await RefsAsync(storage));
            if (finished)
            {
                return;
            }
        }
    }

    /// <summary>Dies before each call of the last message, repeats it, and compares with the undisturbed outcome.</summary>
    private static async Task HoldsAsync(params SourceReading[][] messages)
    {
        var calm = await StorageFixture.NewAsync();
        await FillAsync(calm, messages);
        var expected = await SnapshotAsync(calm);
        for (var allowed = 0; ; allowed++)
        {
            var storage = await StorageFixture.NewAsync();
            await FillAsync(storage, messages[..^1]);

            var finished = await TryAsync(storage, allowed, messages.Length, messages[^1]);
            if (!finished)
            {
                await IngestAsync(storage, messages.Length, messages[^1]);
            }

            Assert.Equal(expected, await SnapshotAsync(storage));
            await DenseAsync(storage);
            if (finished)
            {
                return;
            }
        }
    }

    private static async Task FillAsync(StorageFixture storage, SourceReading[][] messages)
    {
        foreach (var (message, index) in messages.Select((message, index) => (message, index)))
        {
            await IngestAsync(storage, index + 1, message);
        }
    }

    private static async Task<bool> TryAsync(StorageFixture storage, int allowed, int minute, SourceReading[] message)
    {
        using var catalog = new StoredCatalog(storage.ConnectionString, new CallCutter(allowed));
        try
        {
            await catalog.Ingestor.IngestAsync(message, Options(minute), Cancel);
            return true;
        }
        catch (CutException)
        {
            return false;
        }
    }

    private static async Task IngestAsync(StorageFixture storage, int minute, SourceReading[] message)
    {
        using var catalog = new StoredCatalog(storage.ConnectionString);
        await catalog.Ingestor.IngestAsync(message, Options(minute), Cancel);
    }

    /// <summary>Everything that outlives a message, without positions, versions and moments of writing.</summary>
    private static async Task<IReadOnlyList<string>> SnapshotAsync(StorageFixture storage)
    {
        string[] passing = ["odata.etag", "Timestamp", "Position", "PartitionKey"];
        string[] tables =
        [
            CatalogStorage.EntitiesTable, CatalogStorage.SourcesTable, CatalogStorage.RemovalsTable,
            CatalogStorage.ProblemsTable,
        ];
        var lines = new List<string>();
        foreach (var name in tables)
        {
            var table = storage.Tables.GetTableClient(name);
            await table.CreateIfNotExistsAsync(Cancel);
            await foreach (var row in table.QueryAsync<TableEntity>(cancellationToken: Cancel))
            {
                // A report without problems says the same as none.
                var isFeed = row.RowKey.StartsWith("feed|", StringComparison.Ordinal) || row.RowKey == CatalogKeys.Head;
                if (!isFeed && row.GetInt32("Total") != 0)
                {
                    lines.Add($"{name}: " + string.Join(", ", row.Where(property =>
                        !passing.Contains(property.Key) && property.Value is not (null or "" or false))
                        .OrderBy(property => property.Key, StringComparer.Ordinal)
                        .Select(property => $"{property.Key}={property.Value}")));
                }
            }
        }

        return [.. lines.Order(StringComparer.Ordinal)];
    }

    private static async Task DenseAsync(StorageFixture storage)
    {
        var feed = new List<(string Bucket, long Position)>();
        await foreach (var row in storage.Tables.GetTableClient(CatalogStorage.EntitiesTable).QueryAsync<TableEntity>(
            "RowKey ge 'feed|' and RowKey lt 'feed~'", cancellationToken: Cancel))
        {
            feed.AddRange(FeedRows.ChangesOf(row).Select(change => (row.PartitionKey, change.Position)));
        }

        Assert.All(feed.GroupBy(row => row.Bucket), bucket => Assert.Equal(
            Enumerable.Range(1, bucket.Count()).Select(i => (long)i), bucket.Select(row => row.Position).Order()));
    }

    private static async Task<IReadOnlyList<string>> RefsAsync(StorageFixture storage)
    {
        var refs = new List<string>();
        await foreach (var row in storage.Tables.GetTableClient(CatalogStorage.EntitiesTable).QueryAsync<TableEntity>(
            "RowKey ge 'entity|' and RowKey lt 'entity~'", cancellationToken: Cancel))
        {
            refs.AddRange(EntityRow.IsTombstone(row) ? [] : [row.GetString("Ref")]);
        }

        return [.. refs.Order(StringComparer.Ordinal)];
    }

    private static IngestOptions Options(int minute) => new(Noon.AddMinutes(minute), IngestCause.Push, "github:acme");

    private static SourceReading Reading(string source, params string[] names) => new(
        new Descriptor(source, "url:" + source, source),
        SourceState.Read,
        string.Join("\n---\n", names.Select(name => new EntityBuilder().Named(name).Text())),
        ContentTag: string.Join(' ', names));

    private static SourceReading Broken(string source, string name)
    {
        var reading = Reading(source, name);
        return reading with { Text = reading.Text + "\n---\nkind: Component\n" };
    }

    private static SourceReading Gone(string source) =>
        new(new Descriptor(source, "url:" + source, source), SourceState.Gone);
}
