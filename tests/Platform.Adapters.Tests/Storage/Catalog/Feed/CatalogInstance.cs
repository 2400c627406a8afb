using System.Buffers;
using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging;
using Platform.Adapters.Storage.Catalog;
using Platform.Adapters.Storage.Catalog.Feed;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Claims;
using Platform.Core.Catalog.Index;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.Storage.Catalog.Feed;

/// <summary>One instance of the app, as far as the catalog is concerned.</summary>
internal sealed class CatalogInstance : IAsyncDisposable
{
    public CatalogInstance(StorageFixture storage, TimeProvider? time = null)
    {
        var clock = time ?? TimeProvider.System;
        var tableOptions = new TableClientOptions { Retry = { MaxRetries = 0 } };
        tableOptions.AddPolicy(Faults, HttpPipelinePosition.PerCall);
        var blobOptions = new BlobClientOptions { Retry = { MaxRetries = 0 } };
        blobOptions.AddPolicy(Faults, HttpPipelinePosition.PerCall);
        Tables = new(storage.ConnectionString, tableOptions);
        var blobs = new BlobServiceClient(storage.ConnectionString, blobOptions);
        Claims = new(Tables, blobs, clock);
        Store = new(Tables, blobs, Claims);
        Feed = new(Tables, blobs);
        Snapshots = new(blobs);
        Freshness = new(Tables, blobs);
        Loader = new(Feed, Snapshots, new Lines<IndexLoader>(Log));
        Writer = new(Snapshots, Feed, clock, new Lines<SnapshotWriter>(Log));
        Index = new(Loader, Writer, new BlobCatalogBodies(blobs), Freshness, clock, new Lines<CatalogIndex>(Log));
    }

    public StorageFaults Faults { get; } = new();

    public List<string> Log { get; } = [];

    public TableServiceClient Tables { get; }

    public TableEntityClaims Claims { get; }

    public TableCatalogStore Store { get; }

    public TableCatalogFeed Feed { get; }

    public BlobCatalogSnapshots Snapshots { get; }

    public TableFreshness Freshness { get; }

    public IndexLoader Loader { get; }

    public SnapshotWriter Writer { get; }

    public CatalogIndex Index { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Sees everything that was written before.</summary>
    public async Task<CatalogView> CurrentAsync() => await Index.ReadAsync(await Feed.HeadsAsync(Cancel), Cancel);

    /// <summary>Everything that is shown, without the times of verification, by reference.</summary>
    public static async Task<SortedDictionary<string, string>> ShownAsync(CatalogView view)
    {
        var shown = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var entity in view.Query(new(Core.Catalog.Queries.EntityFilter.Everything, [], 10_000)).Items)
        {
            var written = new ArrayBufferWriter<byte>();
            await entity.WriteToAsync(written, null, Cancel);
            var json = JsonNode.Parse(written.WrittenSpan)!;
            json["metadata"]!["annotations"]!.AsObject().Remove("platform.functions/verified-at");
            shown.Add(entity.Ref.Canonical, json.ToJsonString());
        }

        return shown;
    }

    public async Task WriteAsync(params CatalogWrite[] writes) => await Store.WriteAsync(writes, Cancel);

    public Task RemoveAsync(EntityRef entityRef, string source, DateTimeOffset at) =>
        Claims.ApplyAsync([new(entityRef, [new Release(source, at, "test", "test")])], Cancel);

    public ValueTask DisposeAsync() => Index.DisposeAsync();

    private sealed class Lines<T>(List<string> lines) : ILogger<T>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (lines)
            {
                lines.Add($"{logLevel}: {formatter(state, exception)}");
            }
        }
    }
}
