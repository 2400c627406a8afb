namespace Platform.Core.Metrics.Alerts;

/// <summary>How much of a rate may be chance.</summary>
public static class Wilson
{
    /// <summary>Of 95 % of a normal distribution, one-sided.</summary>
    private const double Z = 1.6448536269514722;

    /// <summary>Wilson's score interval: with 95 % certainty the rate behind what was seen is above it.</summary>
    public static double LowerBound(long hits, long all)
    {
        if (all == 0)
        {
            return 0;
        }

        double n = all, rate = hits / n;
        var middle = rate + (Z * Z / (2 * n));
        var spread = Z * Math.Sqrt((rate * (1 - rate) / n) + (Z * Z / (4 * n * n)));
        return Math.Max(0, (middle - spread) / (1 + (Z * Z / n)));
    }
}
