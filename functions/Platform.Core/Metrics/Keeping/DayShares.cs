using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Rollups;

namespace Platform.Core.Metrics.Keeping;

/// <summary>Turns what was counted for a component into what it adds to the days of its scopes.</summary>
internal static class DayShares
{
    public static IReadOnlyList<DayShare> Of(
        string component, IReadOnlyDictionary<CellKey, Bucket> cells, DoraOptions options) => [.. cells
            .GroupBy(cell => cell.Key.Day)
            .OrderBy(day => day.Key)
            .Select(day => new DayShare(day.Key, day
                .SelectMany(cell => Scope.Of(options.Organization, component, cell.Key), (cell, scope) => (scope, cell.Value))
                .GroupBy(part => part.scope, part => part.Value)
                .ToDictionary(parts => parts.Key, parts => BucketBuilder.Merge(parts, options)!)))];
}
