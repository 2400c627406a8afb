using System.Buffers;
using System.Text.Json;
using Platform.Core.Metrics.Dora;

namespace Platform.Core.Metrics.Rollups;

/// <summary>A closed day whose figures changed.</summary>
/// <param name="Before">Null when the day had no figures.</param>
/// <param name="After">Null when it has none any more.</param>
public sealed record Restatement(BucketKey Key, DateTimeOffset At, Bucket? Before, Bucket? After);

/// <summary>
/// Keeps the daily buckets of all scopes. What a component contributes is replaced as a whole; only the days it touches are
/// merged
/// again. The buckets depend on the contributions alone; the restatement log also tells when they came.
/// </summary>
public sealed class RollupBook(DoraOptions options, DayClock clock)
{
    private readonly Dictionary<BucketKey, Dictionary<string, List<Bucket>>> _parts = [];
    private readonly Dictionary<string, List<BucketKey>> _keysOf = new(StringComparer.Ordinal);
    private readonly HashSet<BucketKey> _dirty = [];
    private readonly Dictionary<BucketKey, Bucket> _buckets = [];
    private readonly List<Restatement> _restatements = [];

    public IReadOnlyDictionary<BucketKey, Bucket> Buckets => _buckets;

    public IReadOnlyList<Restatement> Restatements => _restatements;

    /// <param name="component">Canonical; empty for what belongs to no component.</param>
    public void Replace(string component, IReadOnlyDictionary<CellKey, Bucket> cells)
    {
        foreach (var key in _keysOf.GetValueOrDefault(component) ?? [])
        {
            _parts[key].Remove(component);
            _dirty.Add(key);
        }

        var keys = new HashSet<BucketKey>();
        foreach (var (cell, bucket) in cells)
        {
            foreach (var scope in Scope.Of(options.Organization, component, cell))
            {
                var key = new BucketKey(scope, cell.Day);
                if (!_parts.TryGetValue(key, out var parts))
                {
                    _parts.Add(key, parts = new(StringComparer.Ordinal));
                }

                if (!parts.TryGetValue(component, out var own))
                {
                    parts.Add(component, own = []);
                }

                own.Add(bucket);
                keys.Add(key);
                _dirty.Add(key);
            }
        }

        _keysOf[component] = [.. keys];
    }

    /// <summary>Merges what changed since the last time.</summary>
    /// <param name="now">Decides which days are closed.</param>
    public void Publish(DateTimeOffset now)
    {
        var open = clock.DayOf(now).AddDays(-options.ClosedAfterDays);
        var merged = _dirty.Order(BucketKey.Order).ToArray().AsParallel().AsOrdered().Select(key =>
            (Key: key, Bucket: BucketBuilder.Merge(_parts[key].Values.SelectMany(part => part), options))).ToList();
        foreach (var (key, after) in merged)
        {
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
