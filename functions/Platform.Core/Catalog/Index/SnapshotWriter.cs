using Microsoft.Extensions.Logging;
using Platform.Core.Catalog.Feed;

namespace Platform.Core.Catalog.Index;

/// <summary>
/// Writes snapshots beside the requests, one instance at a time, and lets go of the feed behind them. Wherever it is stopped,
/// there is the old snapshot or the new one, and a feed that leads on from it.
/// </summary>
public sealed partial class SnapshotWriter(
    ICatalogSnapshots snapshots, ICatalogFeed feed, TimeProvider clock, ILogger<SnapshotWriter> logger) : IAsyncDisposable
{
    /// <summary>A reader that slept longer reads the snapshot again.</summary>
    public static readonly TimeSpan FeedIsKept = TimeSpan.FromDays(7);

    /// <summary>Reading so many changes takes about as long as loading a catalog of ten times as many.</summary>
    private const int FewestChanges = 1000;

    private static readonly TimeSpan AtMostEvery = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stopping = new();
    private Task _writing = Task.CompletedTask;
    private DateTimeOffset _begunAt = DateTimeOffset.MinValue;
    private CatalogPosition _written = CatalogPosition.Start;
    private int _ended;

    /// <summary>Begins to write when the snapshot is far behind.</summary>
    /// <returns>How far the snapshot is.</returns>
    internal CatalogPosition Consider(LoadedIndex loaded)
    {
        lock (_lock)
        {
            if (_written.IsAtLeast(loaded.SnapshotAt))
            {
                loaded = loaded with { SnapshotAt = _written };
            }

            var now = clock.GetUtcNow();
            var isDue = loaded.SnapshotAt == CatalogPosition.Start
                || loaded.Ahead >= Math.Max(FewestChanges, loaded.Index.Count / 10);
            if (isDue && loaded.Ahead > 0 && _writing.IsCompleted && now - _begunAt >= AtMostEvery)
            {
                _begunAt = now;
                _writing = Task.Run(() => TryWriteAsync(loaded), CancellationToken.None);
            }

            return loaded.SnapshotAt;
        }
    }

    /// <summary>Waits for what is being written.</summary>
    internal Task WrittenAsync() => _writing;

    /// <returns>False when another instance writes, or has written something newer.</returns>
    internal async Task<bool> WriteAsync(EntityIndex index, CatalogPosition position, CancellationToken cancellationToken)
    {
        await using var lease = await snapshots.TryLeaseAsync(cancellationToken);
        if (lease is null)
        {
            return false;
        }

        var start = await lease.ReadStartAsync(SnapshotFormat.HeadLength, cancellationToken);
        if (SnapshotFormat.PositionOf(start.Span) is { } there && there.IsAtLeast(position) && there != position
            && (await feed.HeadsAsync(cancellationToken)).IsAtLeast(there))
        {
            return false;
        }

        await lease.WriteAsync(SnapshotFormat.Write(index.Entries(), position), cancellationToken);
        var trimmed = 0;
        for (var bucket = 0; bucket < CatalogPosition.Buckets; bucket++)
        {
            trimmed += await feed.TrimAsync(bucket, position[bucket], clock.GetUtcNow() - FeedIsKept, cancellationToken);
        }

        Log.Written(logger, index.Count, trimmed);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _ended, 1) == 1)
        {
            return;
        }

        await _stopping.CancelAsync();
        await _writing;
        _stopping.Dispose();
    }

    private async Task TryWriteAsync(LoadedIndex loaded)
    {
        try
        {
            if (await WriteAsync(loaded.Index, loaded.Position, _stopping.Token))
            {
                lock (_lock)
                {
                    _written = loaded.Position;
                }
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The next instance writes it.
        }
        catch (Exception failed)
        {
            Log.NotWritten(logger, failed);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Wrote a snapshot of {Entities} entities; dropped {Trimmed} rows of the feed.")]
        public static partial void Written(ILogger logger, int entities, int trimmed);

        [LoggerMessage(2, LogLevel.Warning, "The catalog's snapshot could not be written; the old one still serves.")]
        public static partial void NotWritten(ILogger logger, Exception failed);
    }
}
