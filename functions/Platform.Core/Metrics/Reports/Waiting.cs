using System.Text.Json.Serialization;
using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Rollups;

namespace Platform.Core.Metrics.Reports;

/// <summary>What hasn't ended by a time: left out of the other figures by nature, so it is told beside them.</summary>
/// <param name="Count">How many.</param>
/// <param name="MedianAge">In seconds.</param>
/// <param name="OldestAge">In seconds.</param>
public sealed record Waiting(
    long Count,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? MedianAge,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? OldestAge)
{
    public static Waiting Of(IEnumerable<DateTimeOffset> since, DateTimeOffset asOf, DoraOptions options) =>
        Of(since.Select(instant => (instant, 1L)), asOf, options);

    /// <param name="days">Those on which something began that hasn't ended.</param>
    /// <param name="measure">One of those that say since when.</param>
    /// <param name="clock">Whose days they are.</param>
    public static Waiting Of(
        IEnumerable<(DateOnly Day, Bucket Bucket)> days,
        Measure measure,
        DayClock clock,
        DateTimeOffset asOf,
        DoraOptions options) =>
        Of(
            days.Where(day => day.Bucket[measure] is not null).SelectMany(
                day => day.Bucket[measure]!.Points,
                (day, point) => (clock.StartOf(day.Day).AddMilliseconds(point.Value), point.Count)),
            asOf,
            options);

    private static Waiting Of(IEnumerable<(DateTimeOffset Since, long Count)> all, DateTimeOffset asOf, DoraOptions options)
    {
        var ages = new DistributionBuilder(options.ExactValues, options.SketchAccuracy);
        foreach (var (since, count) in all.Where(one => one.Since <= asOf))
        {
            for (var left = count; left > 0; left--)
            {
                ages.Add((asOf - since).Ticks / TimeSpan.TicksPerMillisecond);
            }
        }

        return ages.Build() is { } found
            ? new(found.Count, found.Quantile(0.5, options.MedianConvention) / 1000, found.Max / 1000.0)
            : new(0, null, null);
    }

    /// <summary>Merged changes that production hasn't seen.</summary>
    public static Waiting Undeployed(ComponentAnalysis analysis, DateTimeOffset asOf, DoraOptions options) => Of(
        analysis.Merged
            .Where(merged => merged.Rollout is not { } rollout || analysis.Rollouts[rollout].FinishedAt > asOf)
            .Select(merged => merged.MergedAt),
        asOf,
        options);

    /// <summary>Failed deployments that nothing has recovered.</summary>
    public static Waiting Unrecovered(ComponentAnalysis analysis, DateTimeOffset asOf, DoraOptions options) => Of(
        analysis.Rollouts
            .Where(rollout => rollout.Failed && (rollout.Recovery!.At is not { } at || at > asOf))
            .Select(rollout => rollout.FirstFinishedAt),
        asOf,
        options);
}
