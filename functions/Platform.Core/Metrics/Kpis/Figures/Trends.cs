namespace Platform.Core.Metrics.Kpis.Figures;

/// <summary>Where a series goes, said so that one odd month changes little.</summary>
public static class Trends
{
    /// <summary>Theil and Sen's: the median of the slopes between all pairs, per step.</summary>
    /// <returns>Null for fewer than two values.</returns>
    public static double? Slope(IReadOnlyList<double> values)
    {
        var slopes = new List<double>();
        for (var i = 0; i < values.Count; i++)
        {
            for (var j = i + 1; j < values.Count; j++)
            {
                slopes.Add((values[j] - values[i]) / (j - i));
            }
        }

        return slopes.Count == 0 ? null : Median(slopes);
    }

    /// <summary>Of the three last and the three before them.</summary>
    /// <returns>How many times as much; null without enough values, or when there was nothing before.</returns>
    public static double? LastThreeToPrevious(IReadOnlyList<double> values) =>
        values.Count < 6 || values.TakeLast(6).Take(3).Sum() is var before && before == 0
            ? null
            : values.TakeLast(3).Sum() / values.TakeLast(6).Take(3).Sum();

    public static double? Median(IEnumerable<double> values) => Quantile(values, 0.5);

    /// <summary>Between two values the line is taken.</summary>
    public static double? Quantile(IEnumerable<double> values, double quantile)
    {
        var sorted = values.Order().ToList();
        if (sorted.Count == 0)
        {
            return null;
        }

        var rank = quantile * (sorted.Count - 1);
        var lower = (int)Math.Floor(rank);
        var upper = Math.Min(lower + 1, sorted.Count - 1);
        return sorted[lower] + ((rank - lower) * (sorted[upper] - sorted[lower]));
    }
}
