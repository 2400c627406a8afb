using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Time.Testing;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Feed;
using Platform.Core.Catalog.Index;
using Platform.TestKit.Catalog;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.Storage.Catalog.Feed;

public sealed class CatalogSnapshotTests : IAsyncLifetime
{
    private StorageFixture _storage = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private BlobClient Blob => _storage.Blobs.GetBlobContainerClient("catalogsnapshots").GetBlobClient("snapshot");

    public async ValueTask InitializeAsync() => _storage = await StorageFixture.NewAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task An_instance_begins_with_the_snapshot_and_goes_on_with_the_feed()
    {
        var expected = await SnapshotAndMoreAsync();

        await using var instance = new CatalogInstance(_storage);
        var loaded = await instance.Loader.LoadAsync(Cancel);

        Assert.NotEqual(CatalogPosition.Start, loaded.SnapshotAt);
        Assert.NotEqual(loaded.SnapshotAt, loaded.Position);
        Assert.Equal(expected, await CatalogInstance.ShownAsync(new(loaded.Index, loaded.Position, VerifiedTimes.None, null!)));
        Assert.Empty(instance.Log);
    }

    [Theory]
    [InlineData("damaged")]
    [InlineData("another version")]
    [InlineData("foreign")]
    [InlineData("cut off")]
    [InlineData("empty")]
    public async Task A_snapshot_that_is_of_no_use_is_ignored_with_a_reason_and_made_anew(string what)
    {
        var expected = await SnapshotAndMoreAsync();
        var bytes = (await Blob.DownloadContentAsync(Cancel)).Value.Content.ToArray();
        bytes[what == "damaged" ? ^5 : what == "another version" ? 8 : 0] ^= 0xff;
        bytes = what switch { "cut off" => bytes[..^1], "empty" => [], _ => bytes };
        await Blob.UploadAsync(BinaryData.FromBytes(bytes), overwrite: true, Cancel);

        await using var instance = new CatalogInstance(_storage);

        Assert.Equal(expected, await CatalogInstance.ShownAsync(await instance.CurrentAsync()));
        var warnings = instance.Log.Where(line => line.StartsWith("Warning: The catalog's snapshot", StringComparison.Ordinal));
        Assert.True((what == "empty" ? 0 : 1) == warnings.Count(), string.Join("\n", instance.Log));
        await instance.Writer.WrittenAsync();
        await using var next = new CatalogInstance(_storage);
        Assert.NotEqual(CatalogPosition.Start, (await next.Loader.LoadAsync(Cancel)).SnapshotAt);
    }

    [Fact]
    public async Task Who_slept_longer_than_the_feed_is_kept_loads_again()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var sleeper = new CatalogInstance(_storage, clock);
        await using var writer = new CatalogInstance(_storage);
        await writer.WriteAsync(Entities(20));
        await sleeper.CurrentAsync();
        await sleeper.Writer.WrittenAsync();
        await writer.WriteAsync(Entities(20, version: 2));
        var view = await writer.CurrentAsync();
        for (var bucket = 0; bucket < CatalogPosition.Buckets; bucket++)
        {
            await writer.Feed.TrimAsync(bucket, view.Position[bucket], DateTimeOffset.MaxValue, Cancel);
        }

        clock.Advance(TimeSpan.FromDays(8));
        var awake = await sleeper.Index.ReadAsync(null, Cancel);

        Assert.Equal(view.Position, awake.Position);
        Assert.Equal(await CatalogInstance.ShownAsync(view), await CatalogInstance.ShownAsync(awake));
    }

    [Fact]
    public async Task Only_what_is_old_and_behind_the_snapshot_leaves_the_feed_and_the_rest_stays_dense()
    {
        await using var instance = new CatalogInstance(_storage);
        foreach (var write in Entities(60))
        {
            await instance.WriteAsync(write);
        }

        var heads = await instance.Feed.HeadsAsync(Cancel);
        var upTo = Enumerable.Range(0, 16).Select(bucket => heads[bucket] / 2).ToArray();
        for (var bucket = 0; bucket < 16; bucket++)
        {
            Assert.Equal(0, await instance.Feed.TrimAsync(bucket, upTo[bucket], DateTimeOffset.MinValue, Cancel));
            Assert.Equal(upTo[bucket], await instance.Feed.TrimAsync(bucket, upTo[bucket], DateTimeOffset.MaxValue, Cancel));
            var left = await instance.Feed.ListAsync(bucket, Cancel).Select(row => row.Position).ToListAsync(Cancel);
            Assert.Equal(Enumerable.Range((int)upTo[bucket] + 1, (int)(heads[bucket] - upTo[bucket])).Select(i => (long)i), left);
        }
    }

    [Fact]
    public async Task An_older_index_does_not_replace_a_newer_snapshot()
    {
        await using var instance = new CatalogInstance(_storage);
        await instance.WriteAsync(Entities(5));
        var old = await instance.Loader.LoadAsync(Cancel);
        await instance.WriteAsync(Entities(5, version: 2));
        var newer = await instance.Loader.LoadAsync(Cancel);

        Assert.True(await instance.Writer.WriteAsync(newer.Index, newer.Position, Cancel));
        Assert.False(await instance.Writer.WriteAsync(old.Index, old.Position, Cancel));

        Assert.Equal(newer.Position, (await instance.Loader.LoadAsync(Cancel)).SnapshotAt);
    }

    /// <summary>The writer dies before or after each of its calls in turn.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_writer_that_dies_at_any_call_harms_nothing(bool after)
    {
        var expected = await SnapshotAndMoreAsync();
        for (var call = 1; ; call++)
        {
            await using var dying = new CatalogInstance(_storage);
            var loaded = await dying.Loader.LoadAsync(Cancel);
            (dying.Faults.DiesAt, dying.Faults.DiesAfter) = (dying.Faults.Calls + call, after);
            var death = await Record.ExceptionAsync(() => dying.Writer.WriteAsync(loaded.Index, loaded.Position, Cancel));

            await using var other = new CatalogInstance(_storage);
            Assert.Equal(expected, await CatalogInstance.ShownAsync(await other.CurrentAsync()));
            Assert.DoesNotContain(other.Log, line => !line.StartsWith("Information", StringComparison.Ordinal));
            await other.Writer.WrittenAsync();
            // A minute later the dead one's lease has ended.
            await Blob.GetBlobLeaseClient().BreakAsync(TimeSpan.Zero, cancellationToken: CancellationToken.None)
                .ContinueWith(static _ => { }, TaskScheduler.Default);
            if (death is null)
            {
                Assert.True(call > 3);
                return;
            }
        }
    }

    private static CatalogWrite[] Entities(int count, int version = 1) =>
    [
        .. Enumerable.Range(0, count).Select(i => new EntityBuilder().Named($"e{i}")
            .With("spec.dependsOn", new System.Text.Json.Nodes.JsonArray($"component:e{(i * 7) % count}"))
            .Write(DateTimeOffset.UnixEpoch.AddDays(version), version: version)),
    ];

    /// <returns>What the catalog has in the end.</returns>
    private async Task<SortedDictionary<string, string>> SnapshotAndMoreAsync()
    {
        await using var instance = new CatalogInstance(_storage);
        await instance.WriteAsync(Entities(30));
        await instance.CurrentAsync();
        await instance.Writer.WrittenAsync();
        await instance.WriteAsync(Entities(10, version: 2));
        var gone = EntityRef.Parse("component:e20");
        await instance.RemoveAsync(gone, "github:acme/orders:catalog-info.yaml", DateTimeOffset.UtcNow);
        return await CatalogInstance.ShownAsync(await instance.CurrentAsync());
    }
}
