using System.Runtime;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Platform.Core.Catalog.Feed;

namespace Platform.Core.Catalog.Index;

/// <summary>
/// Makes an index of what is stored: of the snapshot and the feed, or, when there is no use in them, of the tables.
/// </summary>
public sealed partial class IndexLoader(
    ICatalogFeed feed, ICatalogSnapshots snapshots, ILogger<IndexLoader> logger)
{
    private const int RowsAtOnce = 500;

    internal async Task<(EntityIndex Index, CatalogPosition Position, CatalogPosition SnapshotAt)> LoadAsync(
        CancellationToken cancellationToken)
    {
        if (await FromSnapshotAsync(cancellationToken) is { } restored)
        {
            if (await AdvanceAsync(restored.Index, restored.Position, cancellationToken) is { } position)
            {
                return (restored.Index, position, restored.Position);
            }

            Log.SnapshotTooOld(logger);
        }

        var (index, scanned) = await ScanAsync(cancellationToken);
        return (index, scanned, CatalogPosition.Start);
    }

    /// <summary>Reads every row of the tables.</summary>
    internal async Task<(EntityIndex Index, CatalogPosition Position)> ScanAsync(CancellationToken cancellationToken)
    {
        // The heads first: what changes during the scan is read once more, which does no harm.
        var heads = await feed.HeadsAsync(cancellationToken);
        var index = new EntityIndex();
        await Task.WhenAll(Enumerable.Range(0, CatalogPosition.Buckets).Select(async bucket =>
        {
            await foreach (var rows in feed.ScanAsync(bucket, cancellationToken).Chunk(RowsAtOnce))
            {
                index.Apply(ChangesOf(rows));
            }
        }));
        return (index, heads);
    }

    /// <returns>Null when the feed does not lead on from the position.</returns>
    internal async Task<CatalogPosition?> AdvanceAsync(
        EntityIndex index, CatalogPosition position, CancellationToken cancellationToken)
    {
        var heads = await feed.HeadsAsync(cancellationToken);
        if (!heads.IsAtLeast(position))
        {
            // The tables were emptied or brought back from a copy.
            return null;
        }

        var behind = Enumerable.Range(0, CatalogPosition.Buckets).Where(bucket => heads[bucket] > position[bucket]);
        var changes = await Task.WhenAll(behind.Select(async bucket =>
            (Bucket: bucket, Changes: await feed.ReadAsync(bucket, position[bucket], cancellationToken))));
        if (changes.Any(change => change.Changes.IsTooOld))
        {
            return null;
        }

        foreach (var (bucket, change) in changes)
        {
            index.Apply(ChangesOf(change.Rows));
            position = position.With(bucket, change.Head);
        }

        return position;
    }

    private async Task<(EntityIndex Index, CatalogPosition Position)?> FromSnapshotAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await snapshots.ReadAsync(cancellationToken) is not { } bytes)
            {
                return null;
            }

            var segments = SnapshotFormat.SegmentsOf(bytes);
            var index = await Task.Run(() => Restored(segments, cancellationToken), cancellationToken);
            return (index, SnapshotFormat.PositionOf(bytes.Span)!.Value);
        }
        catch (Exception unusable) when (IsUnusable(unusable))
        {
            Log.SnapshotIgnored(logger, unusable is AggregateException many ? many.InnerException!.Message : unusable.Message);
            return null;
        }
    }

    /// <summary>One thread fills the index, the others decompress and parse.</summary>
    private static EntityIndex Restored(IReadOnlyList<ReadOnlyMemory<byte>> segments, CancellationToken cancellationToken)
    {
        // What is loaded stays, so the collector's own threads would look through it in vain, again and again.
        var mode = GCSettings.LatencyMode;
        GCSettings.LatencyMode = GCLatencyMode.Batch;
        try
        {
            return Filled(segments, cancellationToken);
        }
        finally
        {
            GCSettings.LatencyMode = mode;
        }
    }

    private static EntityIndex Filled(IReadOnlyList<ReadOnlyMemory<byte>> segments, CancellationToken cancellationToken)
    {
        using var known = new ThreadLocal<KnownRefs>(static () => new());
        var index = new EntityIndex(segments.Count * SnapshotFormat.EntriesPerSegment);
        var parsed = segments.AsParallel()
            .WithCancellation(cancellationToken)
            .WithMergeOptions(ParallelMergeOptions.NotBuffered)
            .Select(segment => ChangesOf(segment, known.Value!));
        foreach (var changes in parsed)
        {
            index.Apply(changes);
        }

        return index;
    }

    private static List<IndexChange> ChangesOf(ReadOnlyMemory<byte> segment, KnownRefs known)
    {
        var rows = new UsualRows();
        var entries = SnapshotFormat.Read(segment);
        return
        [
            .. entries.Select(entry =>
                new IndexChange(entry.Ref, entry, entry.Declared(known), new(rows, rows.Read(entry)))),
        ];
    }

    private List<IndexChange> ChangesOf(IReadOnlyCollection<CatalogRow> rows)
    {
        var (changes, known) = (new List<IndexChange>(rows.Count), new KnownRefs());
        foreach (var row in rows)
        {
            try
            {
                var entry = row.IsRemoved ? null : IndexEntry.From(row);
                changes.Add(new(entry?.Ref ?? EntityRef.Parse(row.Canonical), entry, entry?.Declared(known) ?? []));
            }
            catch (Exception damaged) when (damaged
                is JsonException or ArgumentException or InvalidOperationException or InvalidCastException)
            {
                // One broken row must not take the others away.
                Log.RowIgnored(logger, row.Canonical, damaged.GetType().Name);
            }
        }

        return changes;
    }

    private static bool IsUnusable(Exception exception) => exception
        is InvalidDataException or JsonException or EndOfStreamException or ArgumentException or InvalidOperationException
        or AggregateException { InnerException: not OperationCanceledException };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The catalog's snapshot is not used, and made anew: {Reason}")]
        public static partial void SnapshotIgnored(ILogger logger, string reason);

        [LoggerMessage(2, LogLevel.Warning, "The feed does not lead on from the catalog's snapshot; the tables are read.")]
        public static partial void SnapshotTooOld(ILogger logger);

        [LoggerMessage(3, LogLevel.Error, "The row of {Entity} can't be read ({Reason}); the catalog goes on without it.")]
        public static partial void RowIgnored(ILogger logger, string entity, string reason);
    }
}
