namespace Platform.Core.Metrics.Rollups;

/// <summary>
/// What a bucket is made of. Nearly all are of one component or a few; only an organisation's days pay for a table.
/// </summary>
internal sealed class BucketParts
{
    private const int Few = 8;

    private readonly List<(string Component, CellKey Cell, Bucket Bucket)> _few = new(1);
    private Dictionary<(string Component, CellKey Cell), Bucket>? _many;

    public IEnumerable<Bucket> Buckets => _many is { } many ? many.Values : _few.Select(part => part.Bucket);

    /// <param name="bucket">Null takes away what is there.</param>
    public void Set(string component, CellKey cell, Bucket? bucket)
    {
        if (_many is not null)
        {
            SetOne(_many, component, cell, bucket);
            return;
        }

        var index = IndexOf(component, cell);
        if (bucket is null)
        {
            if (index >= 0)
            {
                _few.RemoveAt(index);
            }
        }
        else if (index >= 0)
        {
            _few[index] = (component, cell, bucket);
        }
        else if (_few.Count < Few)
        {
            _few.Add((component, cell, bucket));
        }
        else
        {
            _many = _few.ToDictionary(part => (part.Component, part.Cell), part => part.Bucket);
            _few.Clear();
            SetOne(_many, component, cell, bucket);
        }
    }

    private int IndexOf(string component, CellKey cell)
    {
        var index = _few.Count - 1;
        while (index >= 0 && (_few[index].Cell != cell || _few[index].Component != component))
        {
            index--;
        }

        return index;
    }

    private static void SetOne(
        Dictionary<(string Component, CellKey Cell), Bucket> many, string component, CellKey cell, Bucket? bucket)
    {
        if (bucket is null)
        {
            many.Remove((component, cell));
        }
        else
        {
            many[(component, cell)] = bucket;
        }
    }
}
