using System.Globalization;
using Platform.Core.Metrics.Events;

namespace Platform.Core.Metrics.Facts;

/// <summary>Makes deployments of their events.</summary>
internal static class DeploymentFacts
{
    public static List<Deployment> Of(
        IEnumerable<DeliveryEvent> events,
        Func<string, EnvironmentTier?, EnvironmentTier?> tierOf,
        Func<string, ChangeSet?> artifact)
    {
        var sorted = EventOrder.Sort(events);
        var groups = new Dictionary<NaturalKey, List<DeliveryEvent>>(sorted.Count / 2);
        foreach (var told in sorted)
        {
            if (told.Notice is not DeploymentNotice notice)
            {
                continue;
            }

            var key = notice.RunId is { } run
                ? new NaturalKey(true, notice.Environment, run, notice.Attempt)
                : new(false, told.Source, told.Id, 0);
            if (!groups.TryGetValue(key, out var group))
            {
                groups.Add(key, group = new(2));
            }

            group.Add(told);
        }

        var deployments = new List<Deployment>(groups.Count);
        foreach (var (key, told) in groups)
        {
            deployments.Add(Of(key.ToString(), told, tierOf, artifact));
        }

        deployments.Sort(Deployment.InOrder);
        return deployments;
    }

    private static Deployment Of(
        string key,
        List<DeliveryEvent> events,
        Func<string, EnvironmentTier?, EnvironmentTier?> tierOf,
        Func<string, ChangeSet?> artifact)
    {
        var notices = events.ConvertAll(told => (DeploymentNotice)told.Notice);
        var end = notices.FindIndex(notice => notice.State == DeploymentState.Success);
        end = end >= 0 ? end : notices.FindIndex(notice => notice.State == DeploymentState.Failure);
        var (ended, decisive) = (events[Math.Max(end, 0)], notices[Math.Max(end, 0)]);
        var artifactId = First(notice => notice.ArtifactId);
        var sets = First(notice => notice.ChangeSets.Count > 0 ? notice.ChangeSets : null) ?? [];
        if (artifactId is not null && sets.All(set => set.CommitSha is null) && artifact(artifactId) is { } made)
        {
            sets = [made];
        }

        return new(
            key,
            ended.Id,
            decisive.Environment,
            tierOf(decisive.Environment, First(notice => notice.Tier)),
            end < 0 ? null : decisive.State == DeploymentState.Success,
            StartOf(events),
            ended.At,
            RevisionOf(sets) ?? artifactId ?? First(notice => notice.Version),
            sets,
            artifactId,
            First(notice => notice.TreeSha),
            decisive.RunId,
            notices.Exists(notice => notice.Kind == DeploymentKind.RolledBack),
            First(notice => notice.Supersedes),
            PlannedOf(notices),
            notices.Max(notice => notice.Actor));

        // The event that ended it speaks first; what it leaves open the others may tell.
        TValue? First<TValue>(Func<DeploymentNotice, TValue?> of)
        {
            if (of(decisive) is { } said)
            {
                return said;
            }

            foreach (var notice in notices)
            {
                if (of(notice) is { } other)
                {
                    return other;
                }
            }

            return default;
        }
    }

    private static bool? PlannedOf(List<DeploymentNotice> notices) =>
        notices.Exists(notice => notice.Planned == false) ? false
        : notices.Exists(notice => notice.Planned == true) ? true
        : null;

    private static DateTimeOffset? StartOf(List<DeliveryEvent> events)
    {
        DateTimeOffset? start = null;
        foreach (var told in events)
        {
            var notice = (DeploymentNotice)told.Notice;
            if ((notice.StartedAt ?? (notice.State == DeploymentState.InProgress ? told.At : null)) is { } at
                && (start is null || at < start))
            {
                start = at;
            }
        }

        return start;
    }

    private static string? RevisionOf(IReadOnlyList<ChangeSet> sets)
    {
        if (sets is [{ } only])
        {
            return only.CommitSha;
        }

        var shas = sets.Select(set => set.CommitSha).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToList();
        return shas.Count == 0 ? null : string.Join('+', shas);
    }

    /// <summary>What a deployment's events share: environment, run and attempt; an event without a run stands alone.</summary>
    private readonly record struct NaturalKey(bool IsRun, string First, string Second, int Attempt)
    {
        // Parts are length-prefixed: no two deployments share a key by chance.
        public override string ToString() => IsRun
            ? string.Create(CultureInfo.InvariantCulture, $"run {First.Length}:{First}/{Second}/{Attempt}")
            : $"event {First.Length}:{First}/{Second}";
    }
}
