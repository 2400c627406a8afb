using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Platform.Core.Metrics.Dora;

namespace Platform.Core.Metrics.Rollups;

/// <summary>A closed day whose figures changed.</summary>
/// <param name="Before">Null when the day had no figures.</param>
/// <param name="After">Null when it has none any more.</param>
public sealed record Restatement(BucketKey Key, DateTimeOffset At, Bucket? Before, Bucket? After);

/// <summary>
/// Keeps the daily buckets of all scopes. Of what a component contributes only the days that differ from before are merged
/// again: a late event costs its component's count and the days it moves. The buckets depend on the contributions alone; the
/// restatement log also tells when they came.
/// </summary>
public sealed class RollupBook(DoraOptions options, DayClock clock)
{
    private static readonly Dictionary<CellKey, Bucket> Nothing = [];

    private readonly Dictionary<BucketKey, BucketParts> _parts = [];
    private readonly Dictionary<string, IReadOnlyDictionary<CellKey, Bucket>> _cellsOf = new(StringComparer.Ordinal);
    private readonly HashSet<BucketKey> _dirty = [];
    private readonly Dictionary<BucketKey, Bucket> _buckets = [];
    private readonly List<Restatement> _restatements = [];

    public IReadOnlyDictionary<BucketKey, Bucket> Buckets => _buckets;

    public IReadOnlyList<Restatement> Restatements => _restatements;

    /// <param name="component">Canonical; empty for what belongs to no component.</param>
    public void Replace(string component, IReadOnlyDictionary<CellKey, Bucket> cells)
    {
        var before = _cellsOf.GetValueOrDefault(component) ?? Nothing;
        foreach (var (cell, bucket) in before)
        {
            if (!bucket.Equals(cells.GetValueOrDefault(cell)))
            {
                Change(component, cell, null);
            }
        }

        foreach (var (cell, bucket) in cells)
        {
            if (!bucket.Equals(before.GetValueOrDefault(cell)))
            {
                Change(component, cell, bucket);
            }
        }

        _cellsOf[component] = cells;
    }

    /// <summary>Merges what changed since the last time.</summary>
    /// <param name="now">Decides which days are closed.</param>
    public void Publish(DateTimeOffset now)
    {
        var open = clock.DayOf(now).AddDays(-options.ClosedAfterDays);
        var dirty = _dirty.Order(BucketKey.Order).ToArray();
        var merged = new Bucket?[dirty.Length];
        Parallel.For(0, dirty.Length, i => merged[i] = BucketBuilder.Merge(_parts[dirty[i]].Buckets, options));
        for (var i = 0; i < dirty.Length; i++)
        {
            var (key, after) = (dirty[i], merged[i]);
            var before = _buckets.GetValueOrDefault(key);
            if (Equals(before, after))
            {
                continue;
            }

            if (after is null)
            {
                _buckets.Remove(key);
                _parts.Remove(key);
            }
            else
            {
                _buckets[key] = after;
            }

            if (key.Day < open)
            {
                _restatements.Add(new(key, now, before, after));
            }
        }

        _dirty.Clear();
    }

    /// <returns>Null when there is none in the span.</returns>
    public Bucket? Merged(Scope scope, DateOnly from, DateOnly to)
    {
        var found = new List<Bucket>();
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            if (_buckets.TryGetValue(new(scope, day), out var bucket))
            {
                found.Add(bucket);
            }
        }

        return BucketBuilder.Merge(found, options);
    }

    // The scopes of a cell hold it under its component and owner; null takes it away.
    private void Change(string component, CellKey cell, Bucket? bucket)
    {
        foreach (var scope in Scope.Of(options.Organization, component, cell))
        {
            var key = new BucketKey(scope, cell.Day);
            ref var parts = ref CollectionsMarshal.GetValueRefOrAddDefault(_parts, key, out _);
            (parts ??= new()).Set(component, cell, bucket);
            _dirty.Add(key);
        }
    }

    /// <returns>All buckets in their order; equal books give equal bytes.</returns>
    public byte[] Bytes()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var (key, bucket) in _buckets.OrderBy(pair => pair.Key, BucketKey.Order))
            {
                writer.WriteStartArray();
                writer.WriteStringValue($"{key.Scope.Kind}:{key.Scope.Name}");
                writer.WriteStringValue($"{key.Day:yyyy-MM-dd} {options.TimeZone}");
                BucketJson.Write(writer, bucket);
                writer.WriteEndArray();
            }

            writer.WriteEndArray();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
