using Platform.Core.Metrics.Dora;

namespace Platform.Core.Metrics.Rollups;

/// <summary>
/// Values that merge: exact ones while they are few, a DDSketch when they are many. Which of the two, and every number in it,
/// depends on the values alone, never on the order in which they came or in which parts were merged.
/// </summary>
public sealed class Distribution : IEquatable<Distribution>
{
    internal Distribution(
        long count, long sum, long least, long most, long[]? values, KeyValuePair<int, long>[]? bins, double gamma)
    {
        (Count, Sum, Min, Max, Values, Bins, Gamma) = (count, sum, least, most, values, bins, gamma);
    }

    public long Count { get; }

    public long Sum { get; }

    public long Min { get; }

    public long Max { get; }

    /// <value>In order; null when there are too many to keep.</value>
    public IReadOnlyList<long>? Values { get; }

    /// <value>How many values have which logarithm, in order; null while the values themselves are kept.</value>
    public IReadOnlyList<KeyValuePair<int, long>>? Bins { get; }

    public double Mean => (double)Sum / Count;

    internal double Gamma { get; }

    /// <value>Each value and how often it is there; of sketches what stands for those of one logarithm.</value>
    public IEnumerable<(double Value, long Count)> Points => Values is not null
        ? Values.Select(value => ((double)value, 1L))
        : Bins!.Select(bin => (Math.Clamp(DistributionBuilder.ValueOf(bin.Key, Gamma), Min, Max), bin.Value));

    /// <param name="quantile">From 0 to 1.</param>
    /// <param name="convention">Of sketches the lower of two values in the middle is taken, whatever the convention.</param>
    public double Quantile(double quantile, MedianConvention convention)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(quantile);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quantile, 1);
        var rank = quantile * (Count - 1);
        if (Values is null)
        {
            return OfSketch((long)Math.Floor(rank));
        }

        var (lower, fraction) = ((int)Math.Floor(rank), rank - Math.Floor(rank));
        return convention == MedianConvention.Lower || fraction == 0
            ? Values[lower]
            : Values[lower] + (fraction * (Values[lower + 1] - Values[lower]));
    }

    public bool Equals(Distribution? other) => other is not null
        && (Count, Sum, Min, Max) == (other.Count, other.Sum, other.Min, other.Max)
        && (Values ?? []).SequenceEqual(other.Values ?? [])
        && (Bins ?? []).SequenceEqual(other.Bins ?? []);

    public override bool Equals(object? obj) => Equals(obj as Distribution);

    public override int GetHashCode() => HashCode.Combine(Count, Sum, Min, Max);

    private double OfSketch(long rank)
    {
        var seen = 0L;
        foreach (var (index, count) in Bins!)
        {
            seen += count;
            if (seen > rank)
            {
                return Math.Clamp(DistributionBuilder.ValueOf(index, Gamma), Min, Max);
            }
        }

        return Max;
    }
}
