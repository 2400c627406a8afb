using Platform.Core.Drift.GoldenPaths;

namespace Platform.Core.Drift.Rules.Upkeep;

internal static class RuntimeEnds
{
    /// <returns>Null when the table does not know the cycle; what is older than all it knows ended with the oldest.</returns>
    public static DateOnly? Of(GoldenPath path, string product, string cycle)
    {
        if (!path.Runtimes.TryGetValue(product, out var cycles))
        {
            return null;
        }

        if (cycles.TryGetValue(cycle, out var end))
        {
            return end;
        }

        var oldest = cycles.MinBy(one => Number(one.Key));
        return oldest.Key is not null && Number(cycle) is { } number && number < Number(oldest.Key) ? oldest.Value : null;
    }

    private static Version? Number(string cycle) =>
        Version.TryParse(cycle.Contains('.') ? cycle : $"{cycle}.0", out var version) ? version : null;
}
