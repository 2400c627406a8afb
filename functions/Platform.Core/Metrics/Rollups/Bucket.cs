using Platform.Core.Metrics.Dora;

namespace Platform.Core.Metrics.Rollups;

/// <summary>The counts and values of one scope and day, or of any merged set of them.</summary>
public sealed class Bucket : IEquatable<Bucket>
{
    internal static readonly int Counts = Enum.GetValues<Count>().Length;
    internal static readonly int Measures = Enum.GetValues<Measure>().Length;

    public static readonly Bucket Empty = new([], []);

    private readonly Sparse<long> _counts;
    private readonly Sparse<Distribution> _distributions;

    internal Bucket(ReadOnlySpan<long> counts, ReadOnlySpan<Distribution?> distributions)
    {
        _counts = new(counts);
        _distributions = new(distributions);
    }

    /// <value>Those that aren't 0, in order.</value>
    public IEnumerable<Count> Counted => _counts.Places.Select(place => (Count)place);

    /// <value>Those that have values, in order.</value>
    public IEnumerable<Measure> Measured => _distributions.Places.Select(place => (Measure)place);

    public long this[Count count] => _counts[(int)count];

    /// <value>Null when there is no value.</value>
    public Distribution? this[Measure measure] => _distributions[(int)measure];

    /// <value>How much began that hasn't ended.</value>
    public long Open => (this[Measure.UndeployedSince]?.Count ?? 0) + (this[Measure.UnrecoveredSince]?.Count ?? 0)
        + (this[Measure.IncidentOpenSince]?.Count ?? 0) + (this[Measure.ChangeOpenSince]?.Count ?? 0);

    /// <summary>Nothing in it has more values than are to be kept.</summary>
    internal bool KeepsAtMost(int exactValues)
    {
        foreach (var values in _distributions.Values)
        {
            if (values.Values?.Count > exactValues)
            {
                return false;
            }
        }

        return true;
    }

    public bool Equals(Bucket? other) =>
        other is not null && _counts.Equals(other._counts) && _distributions.Equals(other._distributions);

    public override bool Equals(object? obj) => Equals(obj as Bucket);

    public override int GetHashCode() => _counts.GetHashCode();
}

/// <summary>Collects counts, values and buckets into one.</summary>
public sealed class BucketBuilder(int exactValues, double accuracy)
{
    private readonly long[] _counts = new long[Bucket.Counts];
    private readonly DistributionBuilder?[] _distributions = new DistributionBuilder?[Bucket.Measures];

    /// <returns>Null of nothing.</returns>
    public static Bucket? Merge(IEnumerable<Bucket> parts, DoraOptions options)
    {
        Bucket? only = null;
        BucketBuilder? merged = null;
        foreach (var part in parts)
        {
            if (only is null && merged is null && part.KeepsAtMost(options.ExactValues))
            {
                only = part;
                continue;
            }

            merged ??= Of(only, options);
            merged.Add(part);
        }

        return merged is null ? only : merged.Build();
    }

    public void Add(Count count, long number = 1) => _counts[(int)count] += number;

    public void Add(Measure measure, long value) => Of((int)measure).Add(value);

    public void Add(Bucket part)
    {
        for (var i = 0; i < Bucket.Counts; i++)
        {
            _counts[i] += part[(Count)i];
        }

        for (var i = 0; i < Bucket.Measures; i++)
        {
            if (part[(Measure)i] is { } values)
            {
                Of(i).Add(values);
            }
        }
    }

    public Bucket Build() => new(_counts, Array.ConvertAll(_distributions, values => values?.Build()));

    private static BucketBuilder Of(Bucket? part, DoraOptions options)
    {
        var builder = new BucketBuilder(options.ExactValues, options.SketchAccuracy);
        if (part is not null)
        {
            builder.Add(part);
        }

        return builder;
    }

    private DistributionBuilder Of(int measure) => _distributions[measure] ??= new(exactValues, accuracy);
}
