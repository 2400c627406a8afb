using Platform.Core.Metrics.Dora;

namespace Platform.Core.Metrics.Rollups;

/// <summary>
/// Values that merge: exact ones while they are few, a DDSketch when they are many. Which of the two, and every number in it,
/// depends on the values alone, never on the order in which they came or in which parts were merged.
/// </summary>
public sealed class Distribution : IEquatable<Distribution>
{
    private readonly long[]? _values;

    /// <param name="values">In order; at least one.</param>
    internal Distribution(long[] values) => _values = values;

    internal Distribution(Sketch sketch) => Sketch = sketch;

    public long Count => _values?.Length ?? Sketch!.Count;

    public long Sum => _values?.Sum() ?? Sketch!.Sum;

    public long Min => _values is not null ? _values[0] : Sketch!.Min;

    public long Max => _values is not null ? _values[^1] : Sketch!.Max;

    /// <value>In order; null when there are too many to keep.</value>
    public IReadOnlyList<long>? Values => _values;

    /// <value>How many values have which logarithm, in order; null while the values themselves are kept.</value>
    public IReadOnlyList<KeyValuePair<int, long>>? Bins => Sketch?.Bins;

    internal ReadOnlySpan<long> Exact => _values;

    internal Sketch? Sketch { get; }

    public double Mean => (double)Sum / Count;

    /// <value>Each value and how often it is there; of sketches what stands for those of one logarithm.</value>
    public IEnumerable<(double Value, long Count)> Points => _values is not null
        ? _values.Select(value => ((double)value, 1L))
        : Sketch!.Bins.Select(bin => (Sketch.ValueOf(bin.Key), bin.Value));

    /// <param name="quantile">From 0 to 1.</param>
    /// <param name="convention">Of sketches the lower of two values in the middle is taken, whatever the convention.</param>
    public double Quantile(double quantile, MedianConvention convention)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(quantile);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quantile, 1);
        var rank = quantile * (Count - 1);
        if (_values is null)
        {
            return Sketch!.AtRank((long)Math.Floor(rank));
        }

        var (lower, fraction) = ((int)Math.Floor(rank), rank - Math.Floor(rank));
        return convention == MedianConvention.Lower || fraction == 0
            ? _values[lower]
            : _values[lower] + (fraction * (_values[lower + 1] - _values[lower]));
    }

    public bool Equals(Distribution? other) => other is not null
        && (Count, Sum, Min, Max) == (other.Count, other.Sum, other.Min, other.Max)
        && (Values ?? []).SequenceEqual(other.Values ?? [])
        && (Bins ?? []).SequenceEqual(other.Bins ?? []);

    public override bool Equals(object? obj) => Equals(obj as Distribution);

    public override int GetHashCode() => HashCode.Combine(Count, Sum, Min, Max);
}
