using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Gaming;
using Platform.Core.Metrics.Ledger;
using Platform.Core.Metrics.Rollups;

namespace Platform.Core.Metrics.Keeping;

/// <summary>Turns what was counted and seen of a component into what it adds to the days of its scopes.</summary>
internal static class DayShares
{
    public static IReadOnlyList<DayShare> Of(
        string component, IReadOnlyDictionary<CellKey, Bucket> cells, DoraOptions options) => Of(component, cells, [], options);

    public static IReadOnlyList<DayShare> Of(ComponentCount count, DoraOptions options, DayClock clock)
    {
        var ownership = count.Analysis.Facts.Ownership;
        return Of(
            count.Analysis.Component.Canonical,
            count.Cells,
            Detectors.Of(count.Analysis, options, clock).ToLookup(
                sighting => CellKey.Of(sighting.At, ownership, clock, options)),
            options);
    }

    private static DayShare[] Of(
        string component,
        IReadOnlyDictionary<CellKey, Bucket> cells,
        IEnumerable<IGrouping<CellKey, Sighting>> sightings,
        DoraOptions options)
    {
        // What was seen may be on a day on which nothing counts: production under another name.
        var seen = sightings.ToDictionary(group => group.Key, group => group.ToList());
        return [.. cells.Keys.Union(seen.Keys)
            .GroupBy(cell => cell.Day)
            .OrderBy(day => day.Key)
            .Select(day =>
            {
                var byScope = day
                    .SelectMany(cell => Scope.Of(options.Organization, component, cell), (cell, scope) => (scope, cell))
                    .GroupBy(part => part.scope, part => part.cell).ToList();
                return new DayShare(
                    day.Key,
                    byScope.ToDictionary(parts => parts.Key, parts => BucketBuilder.Merge(
                        parts.Select(cell => cells.GetValueOrDefault(cell) ?? Bucket.Empty), options)!),
                    byScope.Select(parts => (parts.Key, Seen: SeenIn(parts, seen))).Where(one => one.Seen.Count > 0)
                        .ToDictionary(one => one.Key, one => one.Seen));
            })];
    }

    private static IReadOnlyList<Sighting> SeenIn(IEnumerable<CellKey> cells, Dictionary<CellKey, List<Sighting>> seen) =>
        [.. cells.SelectMany(cell => seen.GetValueOrDefault(cell) ?? []).Order(Sighting.Order)];
}
