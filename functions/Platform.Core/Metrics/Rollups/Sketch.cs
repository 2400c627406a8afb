namespace Platform.Core.Metrics.Rollups;

/// <summary>A DDSketch: how many values have which logarithm.</summary>
/// <param name="Bins">In order; at least one.</param>
/// <param name="Gamma">The base of the logarithms.</param>
internal sealed record Sketch(long Count, long Sum, long Min, long Max, KeyValuePair<int, long>[] Bins, double Gamma)
{
    /// <summary>The bin of zero, which has no logarithm.</summary>
    public const int Zero = int.MinValue;

    public static double GammaOf(double accuracy) => (1 + accuracy) / (1 - accuracy);

    public static int BinOf(long value, double gamma) =>
        value == 0 ? Zero : (int)Math.Ceiling(Math.Log(value) / Math.Log(gamma));

    /// <returns>What stands for the values of a bin.</returns>
    public double ValueOf(int bin) =>
        Math.Clamp(bin == Zero ? 0 : 2 * Math.Pow(Gamma, bin) / (Gamma + 1), Min, Max);

    /// <param name="rank">From 0, in the order of the values.</param>
    public double AtRank(long rank)
    {
        var seen = 0L;
        foreach (var (bin, count) in Bins)
        {
            seen += count;
            if (seen > rank)
            {
                return ValueOf(bin);
            }
        }

        return Max;
    }
}
