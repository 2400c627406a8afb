namespace Platform.Core.Metrics.Rollups;

/// <summary>Collects values and distributions into one.</summary>
/// <param name="exactValues">Up to so many values stay as they are.</param>
/// <param name="accuracy">The relative error of a sketch's quantiles.</param>
public sealed class DistributionBuilder(int exactValues, double accuracy)
{
    private long[] _values = [];
    private int _count;
    private SketchBuilder? _sketch;

    public void Add(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        AddRange([value]);
    }

    public void Add(Distribution part)
    {
        if (part.Sketch is { } sketch)
        {
            ToSketch().Add(sketch);
        }
        else
        {
            AddRange(part.Exact);
        }
    }

    /// <returns>Null when nothing was added.</returns>
    public Distribution? Build()
    {
        if (_sketch is not null)
        {
            return new(_sketch.Build());
        }

        if (_count == 0)
        {
            return null;
        }

        // Most have one value. What comes after is added to a copy: there is no room left.
        Array.Resize(ref _values, _count);
        Array.Sort(_values);
        return new(_values);
    }

    private void AddRange(ReadOnlySpan<long> values)
    {
        if (_sketch is not null || _count + values.Length > exactValues)
        {
            ToSketch().Add(values);
            return;
        }

        if (_count + values.Length > _values.Length)
        {
            Array.Resize(ref _values, Math.Max(_count + values.Length, _count * 2));
        }

        values.CopyTo(_values.AsSpan(_count));
        _count += values.Length;
    }

    private SketchBuilder ToSketch()
    {
        if (_sketch is null)
        {
            _sketch = new(accuracy);
            _sketch.Add(_values.AsSpan(0, _count));
            _values = [];
        }

        return _sketch;
    }
}
