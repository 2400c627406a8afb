using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Gaming;
using Platform.Core.Metrics.Keeping;
using Platform.Core.Metrics.Rollups;

namespace Platform.Core.Metrics.Queries;

/// <summary>
/// One vector in a scope and window; also those that were not seen are told, so that all are known to be watched.
/// </summary>
/// <param name="Threshold">A component is named when its value is above it.</param>
/// <param name="Value">Over all components together; null when nothing was seen.</param>
/// <param name="Components">How many are above the threshold; of many the fifty with the highest values are named.</param>
public sealed record WatchedVector(
    string Id, GamingVector Vector, string Meaning, double Threshold, double? Value, int Components,
    IReadOnlyList<GamingSignal> Signals);

/// <param name="AsOf">Decides which changes have waited for long.</param>
public sealed record GamingAnswer(
    ScopeKind Scope, string Name, DateOnly From, DateOnly To, DateTimeOffset AsOf, IReadOnlyList<WatchedVector> Vectors);

/// <summary>Asks the gaming watch about a scope and window, from what is stored.</summary>
public sealed class GamingReading(IRollupReader rollups, DoraOptions options, TimeProvider clock)
{
    private const int MostNamed = 50;
    private const int MostRestatements = 1000;

    public async Task<GamingAnswer> AnswerAsync(MetricsQuery query, CancellationToken cancellationToken)
    {
        var (scope, from, to) = (query.Scope, query.From, query.To);
        var now = clock.GetUtcNow();
        var watch = new GamingWatch(options, now);
        var shares = await rollups.SharesAsync(scope, from, to, cancellationToken);
        var all = shares.Where(share => share.Component.Length > 0).GroupBy(share => share.Component)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new WatchedComponent(
                group.Key,
                BucketBuilder.Merge(group.Select(share => share.Bucket), options) ?? Bucket.Empty,
                [.. group.SelectMany(share => share.Sightings).Order(Sighting.Order)])).ToList();
        var restated = (await rollups.RestatementsAsync(scope, MostRestatements, cancellationToken))
            .Select(one => one.Key.Day).Where(day => day >= from && day <= to);
        var signals = all.SelectMany(watch.Signals).Concat(watch.Hidden(all)).Append(watch.Edited(scope, restated))
            .OfType<GamingSignal>().ToLookup(signal => signal.Vector);
        return new(scope.Kind, scope.Name, from, to, now, [.. GamingWatch.Vectors.Select(
            vector => Of(vector, [.. signals[vector]], watch.Pooled(vector, all)))]);
    }

    private WatchedVector Of(GamingVector vector, IReadOnlyList<GamingSignal> signals, double? pooled) => new(
        GamingSignal.IdOf(vector),
        vector,
        GamingScale.MeaningOf(vector),
        GamingScale.ThresholdOf(vector, options),
        pooled ?? signals.Select(signal => signal.Value).Max(),
        signals.Count,
        [.. signals.OrderByDescending(signal => signal.Value).ThenBy(signal => signal.Scope, StringComparer.Ordinal)
            .Take(MostNamed)]);
}
