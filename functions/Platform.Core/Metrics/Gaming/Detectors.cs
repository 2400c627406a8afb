using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Facts;
using Platform.Core.Metrics.Reports;
using Platform.Core.Metrics.Rollups;

namespace Platform.Core.Metrics.Gaming;

/// <summary>One detector for each vector that shows in a single component. What it sees depends on the events alone.</summary>
internal static class Detectors
{
    private static readonly IReadOnlyList<Func<ComponentAnalysis, DoraOptions, DayClock, IEnumerable<Sighting>>> All =
    [
        (seen, _, _) => Rollouts(seen, GamingVector.RollbacksInFrequency, rollout => rollout.IsRollback),
        (seen, _, _) => Rollouts(seen, GamingVector.EmptyDeployments, rollout => !rollout.IsNew && !rollout.IsRollback),

        // More deployments with something new than changes: some of them brought a part of one.
        (seen, _, _) => Rollouts(seen, GamingVector.SplitChanges, rollout =>
            rollout is { IsNet: true, IsBaseline: false, IsResolved: true, Changes.Count: 0 }),
        (seen, options, _) => LateStarts(seen, options),
        (seen, _, _) => Changes(
            seen, GamingVector.DeployedButOff, change => change.LeadTimeToCustomer.Reason == NoFigure.NotReleased),
        (seen, _, _) => Changes(
            seen, GamingVector.ClockReset, change => !change.Change.IsDirect && IsReset(seen, change.Change)),
        (seen, _, _) => Rollouts(
            seen, GamingVector.UnfiledFailures, rollout => rollout.Failed && rollout.Incidents.Count == 0),
        (seen, _, _) => Reopenings(seen),
        (seen, _, _) => Relabelled(seen),
        (seen, _, _) => Rollouts(seen, GamingVector.Bots, rollout => rollout.IsBot),
        (seen, _, clock) => Weekends(seen, clock),
        (seen, _, _) => seen.Merged.Where(merged => merged.Rollout is null)
            .Select(merged => new Sighting(GamingVector.Survivorship, merged.MergedAt, merged.Change.Key)),
    ];

    /// <returns>All sightings of all time, in their order.</returns>
    public static IReadOnlyList<Sighting> Of(ComponentAnalysis analysis, DoraOptions options, DayClock clock) =>
        [.. All.SelectMany(detector => detector(analysis, options, clock)).Order(Sighting.Order)];

    private static IEnumerable<Sighting> Rollouts(ComponentAnalysis seen, GamingVector vector, Func<Rollout, bool> matches) =>
        seen.Rollouts.Where(matches).Select(rollout => new Sighting(vector, rollout.FinishedAt, DeploymentRow.IdOf(rollout)));

    private static IEnumerable<Sighting> Changes(
        ComponentAnalysis seen, GamingVector vector, Func<DeployedChange, bool> matches) => seen.Changes
            .Where(matches).Select(change => new Sighting(vector, change.Rollout.FinishedAt, change.Change.Key));

    private static IEnumerable<Sighting> LateStarts(ComponentAnalysis seen, DoraOptions options) =>
        options.LeadTimeStart == LeadTimeStart.FirstCommit ? [] : seen.Changes
            .Select(change => (change, Hidden: change.Coding.Value + change.Pickup.Value + change.Review.Value))
            .Where(pair => pair.Hidden > TimeSpan.Zero)
            .Select(pair => new Sighting(
                GamingVector.LeadTimeFromMerge, pair.change.Rollout.FinishedAt, pair.change.Change.Key,
                pair.Hidden!.Value.TotalSeconds));

    private static bool IsReset(ComponentAnalysis seen, Change change)
    {
        var source = seen.Facts.Source;
        var commits = change.Commits.Select(sha => source.FindCommit(sha)?.Commit).OfType<Commit>().ToList();
        return commits.Exists(commit => commit.IsDatedLater) || (commits.Count > 0 && change.CreatedAt < commits.Min(
            commit => commit.StartedAt));
    }

    private static IEnumerable<Sighting> Reopenings(ComponentAnalysis seen) => seen.Incidents
        .Where(one => one.Incident.Reopenings > 0
            && one.Reason is not (AttributionReason.NotChangeRelated or AttributionReason.NotProduction))
        .Select(one => new Sighting(
            GamingVector.EarlyResolutions, one.Rollout?.FinishedAt ?? one.Incident.DetectedAt, one.Incident.Id,
            one.Incident.Reopenings));

    private static IEnumerable<Sighting> Relabelled(ComponentAnalysis seen) => seen.Facts.Deployments
        .Where(one => EnvironmentTiers.ByName(one.Environment) is { } name
            && one.Tier is { } tier
            && (name == EnvironmentTier.Production) != (tier == EnvironmentTier.Production))
        .Select(one => new Sighting(GamingVector.RelabelledProduction, one.FinishedAt, one.Id));

    private static IEnumerable<Sighting> Weekends(ComponentAnalysis seen, DayClock clock) => seen.Changes
        .Where(change => change.LeadTime.Value is not null)
        .Select(change => (change, Days: WeekendDays(clock, change.StartedAt!.Value, change.Rollout.FinishedAt)))
        .Where(pair => pair.Days > 0)
        .Select(pair => new Sighting(
            GamingVector.Weekends, pair.change.Rollout.FinishedAt, pair.change.Change.Key, pair.Days * 86400.0));

    // Whole days between the first and the last; in whole weeks two each.
    private static int WeekendDays(DayClock clock, DateTimeOffset from, DateTimeOffset to)
    {
        var (first, between) = (clock.DayOf(from).AddDays(1), clock.DayOf(to).DayNumber - clock.DayOf(from).DayNumber - 1);
        return between <= 0 ? 0 : (between / 7 * 2) + Enumerable.Range(0, between % 7).Count(
            i => first.AddDays((between / 7 * 7) + i).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);
    }
}
