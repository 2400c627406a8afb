using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Platform.Benchmarks.Reporting;
using Platform.Core.Catalog.Feed;
using Platform.Core.Catalog.Index;
using Platform.TestKit.Catalog.Generation;

namespace Platform.Benchmarks.Catalog;

/// <summary>What it takes to make an index of a snapshot, and a column of it; nothing is read from storage.</summary>
internal static class LoadProgram
{
    private const int Rounds = 5;

    public static async Task<int> RunAsync(BenchmarkArguments arguments)
    {
        var report = new BenchmarkReport("catalog", arguments, new Dictionary<string, string>());
        var bytes = Snapshot(new(arguments.Number("entities", 100_000)), report);
        var before = Memory();
        for (var round = 1; round <= Rounds; round++)
        {
            // Off the stack of the round before, which holds its index still.
            await Task.Yield();
            await RoundAsync(round, bytes, before, report);
        }

        await report.FinishAsync();
        return 0;
    }

    private static byte[] Snapshot(CatalogGenerator catalog, BenchmarkReport report)
    {
        var bytes = SnapshotFormat.Write([.. catalog.All().Select(Entry)], CatalogPosition.Start);
        var megabytes = bytes.Length / 1_000_000.0;
        report.Say($"catalog --load: a snapshot of {catalog.Count:#,0} entities, {megabytes:0.0} MB, {Rounds} times.");
        return bytes;
    }

    private static async Task RoundAsync(int round, byte[] bytes, long before, BenchmarkReport report)
    {
        var (begun, worked) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var loader = new IndexLoader(new NoFeed(), new OneSnapshot(bytes), NullLogger<IndexLoader>.Instance);
        var (index, _, _) = await loader.LoadAsync(CancellationToken.None);
        var (seconds, processor) = (Stopwatch.GetElapsedTime(begun).TotalSeconds, Environment.CpuUsage.TotalTime - worked);
        report.Add(Figure.AtMost($"round {round}: loaded", seconds, "s", 2));
        report.Add(new($"round {round}: processor time", processor.TotalSeconds, "s"));
        var size = (Memory() - before) / (double)index.Count;
        report.Add(Figure.AtMost($"round {round}: memory per entity", size, "bytes", 3072));
        begun = Stopwatch.GetTimestamp();
        index.Facet("metadata.title", Core.Catalog.Queries.EntityFilter.Everything);
        report.Add(new($"round {round}: facet never asked before", Stopwatch.GetElapsedTime(begun).TotalMilliseconds, "ms"));
    }

    private static IndexEntry Entry(GeneratedEntity entity)
    {
        var metadata = entity.Document["metadata"]!;
        metadata["namespace"] = "default";
        var annotations = metadata["annotations"] as JsonObject ?? [];
        metadata["annotations"] = null;
        annotations["backstage.io/managed-by-location"] = entity.Descriptor.Location;
        annotations["backstage.io/managed-by-origin-location"] = entity.Descriptor.Location;
        annotations["backstage.io/view-url"] = entity.Descriptor.Location;
        annotations["backstage.io/edit-url"] = entity.Descriptor.Location;
        metadata["annotations"] = annotations;
        metadata["uid"] = Guid.NewGuid().ToString();
        metadata["etag"] = Convert.ToHexStringLower(Guid.NewGuid().ToByteArray()) + "01234567";
        return IndexEntry.From(new(entity.Ref.Canonical, 1, DateTimeOffset.UnixEpoch)
        {
            Body = Encoding.UTF8.GetBytes(entity.Document.ToJsonString()),
            Source = entity.Descriptor.Source,
        });
    }

    private static long Memory()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private sealed class OneSnapshot(byte[] bytes) : ICatalogSnapshots
    {
        public Task<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken) =>
            Task.FromResult<ReadOnlyMemory<byte>?>(bytes);

        public Task<ISnapshotLease?> TryLeaseAsync(CancellationToken cancellationToken) =>
            Task.FromResult<ISnapshotLease?>(null);
    }

    /// <summary>Nothing has changed since the snapshot.</summary>
    private sealed class NoFeed : ICatalogFeed
    {
        public Task<CatalogPosition> HeadsAsync(CancellationToken cancellationToken) => Task.FromResult(CatalogPosition.Start);

        public Task<BucketChanges> ReadAsync(int bucket, long after, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public IAsyncEnumerable<CatalogRow> ScanAsync(int bucket, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public IAsyncEnumerable<FeedChange> ListAsync(int bucket, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<int> TrimAsync(int bucket, long upTo, DateTimeOffset before, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
