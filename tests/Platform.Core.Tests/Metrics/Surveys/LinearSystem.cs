namespace Platform.Core.Tests.Metrics.Surveys;

/// <summary>Which sums follow from sums that are known: elimination in a prime field, where nothing is rounded.</summary>
internal sealed class LinearSystem
{
    private const long Prime = 2_147_483_647;

    private readonly SortedDictionary<int, Dictionary<int, long>> _rows = [];

    public void Add(IReadOnlyDictionary<int, long> sum)
    {
        var rest = Reduce(sum);
        if (rest.Count > 0)
        {
            var first = rest.Keys.Min();
            var scale = Inverse(rest[first]);
            _rows[first] = rest.ToDictionary(term => term.Key, term => term.Value * scale % Prime);
        }
    }

    public bool Implies(IReadOnlyDictionary<int, long> sum) => Reduce(sum).Count == 0;

    private Dictionary<int, long> Reduce(IReadOnlyDictionary<int, long> sum)
    {
        var rest = sum.ToDictionary(term => term.Key, term => ((term.Value % Prime) + Prime) % Prime);
        foreach (var (first, row) in _rows)
        {
            if (rest.TryGetValue(first, out var times) && times != 0)
            {
                foreach (var (column, value) in row)
                {
                    rest[column] = (rest.GetValueOrDefault(column) + ((Prime - times) * value % Prime)) % Prime;
                }
            }
        }

        return rest.Where(term => term.Value != 0).ToDictionary();
    }

    private static long Inverse(long value)
    {
        var (result, factor, power) = (1L, value, Prime - 2);
        for (; power > 0; power >>= 1)
        {
            result = (power & 1) == 1 ? result * factor % Prime : result;
            factor = factor * factor % Prime;
        }

        return result;
    }
}
