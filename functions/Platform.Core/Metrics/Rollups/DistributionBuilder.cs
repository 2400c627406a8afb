namespace Platform.Core.Metrics.Rollups;

/// <summary>Collects values and distributions into one.</summary>
/// <param name="exactValues">Up to so many values stay as they are.</param>
/// <param name="accuracy">The relative error of a sketch's quantiles.</param>
public sealed class DistributionBuilder(int exactValues, double accuracy)
{
    /// <summary>The bin of zero, which has no logarithm.</summary>
    internal const int Zero = int.MinValue;

    private readonly double _gamma = GammaOf(accuracy);
    private readonly List<long> _values = [];
    private Dictionary<int, long>? _bins;
    private long _count;
    private long _sum;
    private long _least = long.MaxValue;
    private long _most = long.MinValue;

    public void Add(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        Note(1, value, value, value);
        if (_bins is null)
        {
            _values.Add(value);
            Overflow();
        }
        else
        {
            Bin(IndexOf(value), 1);
        }
    }

    public void Add(Distribution part)
    {
        Note(part.Count, part.Sum, part.Min, part.Max);
        if (part.Values is not null && _bins is null)
        {
            _values.AddRange(part.Values);
            Overflow();
            return;
        }

        ToBins();
        foreach (var value in part.Values ?? [])
        {
            Bin(IndexOf(value), 1);
        }

        foreach (var (index, count) in part.Bins ?? [])
        {
            Bin(index, count);
        }
    }

    /// <returns>Null when nothing was added.</returns>
    public Distribution? Build()
    {
        if (_count == 0)
        {
            return null;
        }

        if (_bins is null)
        {
            _values.Sort();
            return new(_count, _sum, _least, _most, [.. _values], null, _gamma);
        }

        return new(_count, _sum, _least, _most, null, [.. _bins.OrderBy(bin => bin.Key)], _gamma);
    }

    internal static double GammaOf(double accuracy) => (1 + accuracy) / (1 - accuracy);

    internal static double ValueOf(int index, double gamma) => index == Zero ? 0 : 2 * Math.Pow(gamma, index) / (gamma + 1);

    private int IndexOf(long value) => value == 0 ? Zero : (int)Math.Ceiling(Math.Log(value) / Math.Log(_gamma));

    private void Note(long count, long sum, long least, long most)
    {
        _count += count;
        _sum += sum;
        _least = Math.Min(_least, least);
        _most = Math.Max(_most, most);
    }

    private void Overflow()
    {
        if (_values.Count > exactValues)
        {
            ToBins();
        }
    }

    private void ToBins()
    {
        _bins ??= [];
        foreach (var value in _values)
        {
            Bin(IndexOf(value), 1);
        }

        _values.Clear();
    }

    private void Bin(int index, long count) => _bins![index] = _bins.GetValueOrDefault(index) + count;
}
