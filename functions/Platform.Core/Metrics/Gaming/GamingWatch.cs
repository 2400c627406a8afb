using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Rollups;

namespace Platform.Core.Metrics.Gaming;

/// <summary>A component's days of a window: what was counted, and what was seen.</summary>
/// <param name="Component">Canonical.</param>
public sealed record WatchedComponent(string Component, Bucket Counts, IReadOnlyList<Sighting> Sightings);

/// <summary>Looks for all vectors in all components. A signal is a question to ask, no verdict about anybody.</summary>
/// <param name="asOf">Decides which changes have waited for long.</param>
public sealed class GamingWatch(DoraOptions options, DateTimeOffset asOf)
{
    public static IReadOnlyList<GamingVector> Vectors { get; } = Enum.GetValues<GamingVector>();

    /// <returns>What shows in one component.</returns>
    public IEnumerable<GamingSignal> Signals(WatchedComponent watched) => watched.Sightings
        .Where(Counts)
        .GroupBy(sighting => sighting.Vector)
        .Select(seen => GamingSignal.Of(seen.Key, watched.Component, [.. seen], watched.Counts, options))
        .OfType<GamingSignal>()
        .OrderBy(signal => signal.Vector);

    /// <returns>A vector's value over all components; null when nothing was seen.</returns>
    public double? Pooled(GamingVector vector, IReadOnlyList<WatchedComponent> all) => GamingScale.ValueOf(
        vector,
        [.. all.SelectMany(watched => watched.Sightings.Where(one => one.Vector == vector && Counts(one)))],
        BucketBuilder.Merge(all.Select(watched => watched.Counts), options) ?? Bucket.Empty);

    /// <returns>The components whose median lead time is far above that of all changes together: an average hides them.</returns>
    public IEnumerable<GamingSignal> Hidden(IReadOnlyList<WatchedComponent> all)
    {
        var pooled = MedianOf(BucketBuilder.Merge(all.Select(watched => watched.Counts), options));
        return pooled is null or 0 ? [] : all
            .Select(watched => (watched, Times: MedianOf(watched.Counts) / pooled))
            .Where(pair => pair.Times is not null)
            .Select(pair => GamingSignal.Of(
                GamingVector.HiddenComponents, pair.watched.Component,
                [new(GamingVector.HiddenComponents, asOf, pair.watched.Component, pair.Times)], pair.watched.Counts, options))
            .OfType<GamingSignal>();
    }

    /// <param name="days">Closed ones that changed, once for each time.</param>
    public GamingSignal? Edited(Scope scope, IEnumerable<DateOnly> days) => GamingSignal.Of(
        GamingVector.EditedHistory, scope.Name,
        [.. days.Order().Select(day => new Sighting(GamingVector.EditedHistory, asOf, $"{day:yyyy-MM-dd}"))],
        Bucket.Empty, options);

    private bool Counts(Sighting sighting) =>
        sighting.Vector != GamingVector.Survivorship || asOf - sighting.At > TimeSpan.FromDays(options.LongWaitDays);

    private double? MedianOf(Bucket? bucket) => bucket?[Measure.ChangeLeadTime]?.Quantile(0.5, options.MedianConvention);
}
