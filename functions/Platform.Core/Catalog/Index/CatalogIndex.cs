using Microsoft.Extensions.Logging;
using Platform.Core.Catalog.Feed;
using Platform.Core.Catalog.Sources;

namespace Platform.Core.Catalog.Index;

/// <summary>The one index of this process.</summary>
public sealed partial class CatalogIndex(
    IndexLoader loader,
    SnapshotWriter writer,
    ICatalogBodies bodies,
    IFreshness freshness,
    TimeProvider clock,
    ILogger<CatalogIndex> logger) : ICatalogIndex, IAsyncDisposable
{
    /// <summary>The heads are looked at no more often, whoever asks.</summary>
    public static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(1);

    /// <summary>Who wants to read what was just written does not wait that long; others are served by the same look.</summary>
    private static readonly TimeSpan CheckForWriterEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>While one request looks, the others are answered from what there is, unless that is older.</summary>
    private static readonly TimeSpan OldestUnchecked = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan ReadVerifiedEvery = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _stopping = new();
    private volatile LoadedIndex? _loaded;
    private int _ended;
    private Task<LoadedIndex>? _loading;

    public async ValueTask<CatalogView> ReadAsync(CatalogPosition? atLeast, CancellationToken cancellationToken)
    {
        var loaded = _loaded ?? await LoadAsync(cancellationToken);
        if (atLeast is { } wanted && !loaded.Position.IsAtLeast(wanted))
        {
            loaded = await ReachAsync(wanted, cancellationToken);
        }
        else if (clock.GetUtcNow() - loaded.CheckedAt is var age && age >= CheckEvery)
        {
            loaded = await CheckAsync(loaded, age > OldestUnchecked, cancellationToken);
        }

        return new(loaded.Index, loaded.Position, loaded.Verified, bodies);
    }

    /// <value>The index as it is, without looking at storage; null before its first use.</value>
    internal LoadedIndex? Loaded => _loaded;

    public async ValueTask DisposeAsync()
    {
        // A container that knows it under two types ends it twice.
        if (Interlocked.Exchange(ref _ended, 1) == 1)
        {
            return;
        }

        await _stopping.CancelAsync();
        _turn.Dispose();
        _stopping.Dispose();
    }

    /// <summary>Loads once for all who ask meanwhile; somebody who gives up does not stop it for the others.</summary>
    private async Task<LoadedIndex> LoadAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        Task<LoadedIndex> loading;
        try
        {
            if (_loading is null or { IsCompleted: true, IsCompletedSuccessfully: false })
            {
                _loading = Task.Run(() => LoadNowAsync(_stopping.Token), CancellationToken.None);
            }

            loading = _loading;
        }
        finally
        {
            _turn.Release();
        }

        return await loading.WaitAsync(cancellationToken);
    }

    private async Task<LoadedIndex> LoadNowAsync(CancellationToken cancellationToken)
    {
        var begun = clock.GetTimestamp();
        // Before the tables are read: what changes meanwhile is still to be found out.
        var now = clock.GetUtcNow();
        var (index, position, snapshotAt) = await loader.LoadAsync(cancellationToken);
        var loaded = new LoadedIndex(index, position, snapshotAt, VerifiedTimes.None, now, DateTimeOffset.MinValue);
        loaded = await WithVerifiedAsync(loaded, cancellationToken);
        Log.Loaded(logger, index.Count, clock.GetElapsedTime(begun).TotalMilliseconds);
        writer.Consider(loaded);
        return _loaded = loaded;
    }

    /// <summary>
    /// A position was handed out after its write, so a look at the heads that begins now sees it, or it is none of ours.
    /// </summary>
    private async Task<LoadedIndex> ReachAsync(CatalogPosition wanted, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var loaded = _loaded!;
            if (loaded.Position.IsAtLeast(wanted))
            {
                return loaded;
            }

            // Positions that nobody handed out must not cost more.
            if (CheckForWriterEvery - (clock.GetUtcNow() - loaded.CheckedAt) is var early && early > TimeSpan.Zero)
            {
                await Task.Delay(early, clock, cancellationToken);
            }

            return await AdvanceAsync(loaded, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<LoadedIndex> CheckAsync(LoadedIndex loaded, bool waits, CancellationToken cancellationToken)
    {
        if (!await _turn.WaitAsync(waits ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, cancellationToken))
        {
            return loaded;
        }

        try
        {
            loaded = _loaded!;
            return clock.GetUtcNow() - loaded.CheckedAt >= CheckEvery ? await AdvanceAsync(loaded, cancellationToken) : loaded;
        }
        catch (Exception unreachable) when (!cancellationToken.IsCancellationRequested)
        {
            // What is in memory was true a moment ago; the next look comes in a second.
            Log.NotChecked(logger, unreachable);
            return _loaded = loaded with { CheckedAt = clock.GetUtcNow() };
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<LoadedIndex> AdvanceAsync(LoadedIndex loaded, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (await loader.AdvanceAsync(loaded.Index, loaded.Position, cancellationToken) is { } position)
        {
            loaded = loaded with { Position = position, CheckedAt = now };
        }
        else
        {
            Log.Reloading(logger);
            var (index, reached, snapshotAt) = await loader.LoadAsync(cancellationToken);
            loaded = loaded with { Index = index, Position = reached, SnapshotAt = snapshotAt, CheckedAt = now };
        }

        if (now - loaded.VerifiedReadAt >= ReadVerifiedEvery)
        {
            loaded = await WithVerifiedAsync(loaded, cancellationToken);
        }

        loaded = loaded with { SnapshotAt = writer.Consider(loaded) };
        return _loaded = loaded;
    }

    private async Task<LoadedIndex> WithVerifiedAsync(LoadedIndex loaded, CancellationToken cancellationToken)
    {
        var chunks = await freshness.ListAsync(cancellationToken);
        return loaded with { Verified = new VerifiedTimes(chunks), VerifiedReadAt = clock.GetUtcNow() };
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Loaded {Entities} entities in {Milliseconds} ms.")]
        public static partial void Loaded(ILogger logger, int entities, double milliseconds);

        [LoggerMessage(2, LogLevel.Warning, "The catalog's feed can't be read; answers come from memory.")]
        public static partial void NotChecked(ILogger logger, Exception unreachable);

        [LoggerMessage(3, LogLevel.Information, "The feed does not reach back to the catalog in memory; it is loaded again.")]
        public static partial void Reloading(ILogger logger);
    }
}
