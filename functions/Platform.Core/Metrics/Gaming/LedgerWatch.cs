using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Ledger;
using Platform.Core.Metrics.Rollups;

namespace Platform.Core.Metrics.Gaming;

/// <summary>The watch over a whole history in memory.</summary>
public static class LedgerWatch
{
    public static IReadOnlyList<GamingSignal> Signals(DeliveryLedger ledger, DoraOptions options, DateTimeOffset asOf)
    {
        var watch = new GamingWatch(options, asOf);
        var all = ledger.Analyses.Select(analysis => Of(analysis, options, ledger.Clock)).ToList();
        return
        [
            .. all.SelectMany(watch.Signals),
            .. watch.Hidden(all),
            .. ledger.Book.Restatements.GroupBy(one => one.Key.Scope)
                .Where(group => group.Key.Kind == ScopeKind.Component)
                .Select(group => watch.Edited(group.Key, group.Select(one => one.Key.Day))).OfType<GamingSignal>(),
        ];
    }

    private static WatchedComponent Of(ComponentAnalysis analysis, DoraOptions options, DayClock clock) => new(
        analysis.Component.Canonical,
        BucketBuilder.Merge(ComponentCells.Of(analysis, options, clock).Values, options) ?? Bucket.Empty,
        Detectors.Of(analysis, options, clock));
}
