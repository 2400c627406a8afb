using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Facts;
using Platform.Core.Metrics.Reports;

namespace Platform.Core.Metrics.Gaming;

/// <summary>One detector per vector that shows in a single component.</summary>
internal static class ComponentDetectors
{
    private static readonly TimeSpan LongWait = TimeSpan.FromDays(30);

    public static IReadOnlyList<(GamingVector Vector, Func<Watched, Finding?> Detector)> All { get; } =
    [
        (GamingVector.RollbacksInFrequency, watched => Rollouts(
            watched, rollout => rollout.IsRollback, "share of the deployments that were rollbacks")),
        (GamingVector.EmptyDeployments, watched => Rollouts(
            watched, rollout => !rollout.IsNew && !rollout.IsRollback, "share of the deployments that brought nothing")),
        (GamingVector.SplitChanges, SplitChanges),
        (GamingVector.LeadTimeFromMerge, LeadTimeFromMerge),
        (GamingVector.DeployedButOff, DeployedButOff),
        (GamingVector.ClockReset, ClockReset),
        (GamingVector.UnfiledFailures, watched => Rollouts(
            watched, rollout => rollout.Failed && rollout.Incidents.Count == 0, "share that failed without an incident")),
        (GamingVector.EarlyResolutions, EarlyResolutions),
        (GamingVector.RelabelledProduction, RelabelledProduction),
        (GamingVector.Bots, watched => Rollouts(watched, rollout => rollout.IsBot, "share of the deployments that bots made")),
        (GamingVector.Weekends, Weekends),
        (GamingVector.Survivorship, Survivorship),
    ];

    private static Finding Rollouts(Watched watched, Func<Rollout, bool> matches, string meaning)
    {
        var found = watched.Analysis.Rollouts.Where(matches).Select(DeploymentRow.IdOf).ToList();
        return new((double)found.Count / Math.Max(1, watched.Analysis.Rollouts.Count), meaning, found);
    }

    // More deployments with something new than changes: some of them brought a part of one.
    private static Finding SplitChanges(Watched watched)
    {
        var net = watched.Analysis.Rollouts.Where(rollout => rollout.IsNet && !rollout.IsBaseline && rollout.IsResolved).ToList();
        return new(
            net.Count == 0 ? null : net.Average(rollout => rollout.Changes.Count),
            "changes a net deployment; those named brought commits and no whole change",
            [.. net.Where(rollout => rollout.Changes.Count == 0).Select(DeploymentRow.IdOf)]);
    }

    private static Finding? LeadTimeFromMerge(Watched watched)
    {
        if (watched.Options.LeadTimeStart == LeadTimeStart.FirstCommit)
        {
            return null;
        }

        var hidden = watched.Analysis.Changes
            .Select(change => (change, Hidden: change.Coding.Value + change.Pickup.Value + change.Review.Value))
            .Where(pair => pair.Hidden > TimeSpan.Zero).ToList();
        return new(
            hidden.Count == 0 ? null : hidden.Average(pair => pair.Hidden!.Value.TotalSeconds),
            "seconds before the merge that the chosen start leaves out, on average",
            [.. hidden.Select(pair => pair.change.Change.Key)]);
    }

    private static Finding DeployedButOff(Watched watched)
    {
        var off = watched.Analysis.Changes.Where(change => change.LeadTimeToCustomer.Reason == NoFigure.NotReleased)
            .Select(change => change.Change.Key).ToList();
        return new(
            (double)off.Count / Math.Max(1, watched.Analysis.Changes.Count), "share of deployed changes that no release covers",
            off);
    }

    private static Finding ClockReset(Watched watched)
    {
        var reset = watched.Analysis.Changes.Where(change => !change.Change.IsDirect && IsReset(watched, change.Change))
            .Select(change => change.Change.Key).ToList();
        return new(reset.Count, "changes that were there before the dates of their commits", reset);
    }

    private static bool IsReset(Watched watched, Change change)
    {
        var source = watched.Analysis.Facts.Source;
        var commits = change.Commits.Select(sha => source.FindCommit(sha)?.Commit).OfType<Commit>().ToList();
        return commits.Exists(commit => commit.IsDatedLater) || (commits.Count > 0 && change.CreatedAt < commits.Min(
            commit => commit.StartedAt));
    }

    private static Finding EarlyResolutions(Watched watched)
    {
        var reopened = watched.Analysis.Incidents.Where(one => one.Incident.Reopenings > 0).ToList();
        return new(
            reopened.Sum(one => one.Incident.Reopenings), "times that incidents were opened again",
            [.. reopened.Select(one => one.Incident.Id)]);
    }

    private static Finding RelabelledProduction(Watched watched)
    {
        var renamed = watched.Analysis.Facts.Deployments
            .Where(one => EnvironmentTiers.ByName(one.Environment) is { } name
                && one.Tier is { } tier
                && (name == EnvironmentTier.Production) != (tier == EnvironmentTier.Production))
            .Select(one => one.Id).ToList();
        return new(renamed.Count, "deployments to environments whose name says other than their tier", renamed);
    }

    private static Finding Weekends(Watched watched)
    {
        var over = watched.Analysis.Changes.Where(change => change.LeadTime.Value is not null)
            .Select(change => (change, Days: WeekendDays(watched, change.StartedAt!.Value, change.Rollout.FinishedAt)))
            .Where(pair => pair.Days > 0).ToList();
        return new(
            over.Count == 0 ? null : over.Average(pair => pair.Days) * 86400,
            "seconds that leaving weekends out would take from these changes, on average; figures use the calendar",
            [.. over.Select(pair => pair.change.Change.Key)]);
    }

    private static int WeekendDays(Watched watched, DateTimeOffset from, DateTimeOffset to)
    {
        var (first, last) = (watched.Clock.DayOf(from), watched.Clock.DayOf(to));
        return Enumerable.Range(1, Math.Max(0, last.DayNumber - first.DayNumber - 1)).Count(
            i => first.AddDays(i).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);
    }

    private static Finding Survivorship(Watched watched)
    {
        var waiting = watched.Analysis.Merged
            .Where(merged => merged.Rollout is null && watched.AsOf - merged.MergedAt > LongWait)
            .Select(merged => merged.Change.Key).ToList();
        return new(
            (double)waiting.Count / Math.Max(1, watched.Analysis.Merged.Count),
            "share of merged changes that production hasn't seen for 30 days",
            waiting);
    }
}
