namespace Platform.Core.Metrics.Rollups;

/// <summary>Collects values and sketches of the same accuracy into one sketch.</summary>
/// <param name="accuracy">The relative error of its quantiles.</param>
internal sealed class SketchBuilder(double accuracy)
{
    private readonly double _gamma = Sketch.GammaOf(accuracy);
    private readonly Dictionary<int, long> _bins = [];
    private long _count;
    private long _sum;
    private long _least = long.MaxValue;
    private long _most = long.MinValue;

    public void Add(ReadOnlySpan<long> values)
    {
        foreach (var value in values)
        {
            Note(1, value, value, value);
            Bin(Sketch.BinOf(value, _gamma), 1);
        }
    }

    public void Add(Sketch part)
    {
        Note(part.Count, part.Sum, part.Min, part.Max);
        foreach (var (bin, count) in part.Bins)
        {
            Bin(bin, count);
        }
    }

    public Sketch Build() => new(_count, _sum, _least, _most, [.. _bins.OrderBy(bin => bin.Key)], _gamma);

    private void Note(long count, long sum, long least, long most)
    {
        _count += count;
        _sum += sum;
        _least = Math.Min(_least, least);
        _most = Math.Max(_most, most);
    }

    private void Bin(int bin, long count) => _bins[bin] = _bins.GetValueOrDefault(bin) + count;
}
