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
        var groups = new Dictionary<string, List<DeliveryEvent>>(StringComparer.Ordinal);
        foreach (var told in EventOrder.Sort(events))
        {
            if (told.Notice is not DeploymentNotice notice)
            {
                continue;
            }

            var key = KeyOf(told, notice);
            if (!groups.TryGetValue(key, out var group))
            {
                groups.Add(key, group = []);
            }

            group.Add(told);
        }

        var deployments = groups.Select(group => Of(group.Key, group.Value, tierOf, artifact)).ToList();
        deployments.Sort(Deployment.InOrder);
        return deployments;
    }

    // Parts are length-prefixed: no two deployments share a key by chance.
    private static string KeyOf(DeliveryEvent told, DeploymentNotice notice) => notice.RunId is { } run
        ? string.Create(
            CultureInfo.InvariantCulture, $"run {notice.Environment.Length}:{notice.Environment}/{run}/{notice.Attempt}")
        : $"event {told.Source.Length}:{told.Source}/{told.Id}";

    private static Deployment Of(
        string key,
        List<DeliveryEvent> events,
        Func<string, EnvironmentTier?, EnvironmentTier?> tierOf,
        Func<string, ChangeSet?> artifact)
    {
        var notices = events.ConvertAll(told => (told.At, told.Id, Notice: (DeploymentNotice)told.Notice));
        var end = notices.FindIndex(told => told.Notice.State == DeploymentState.Success);
        end = end >= 0 ? end : notices.FindIndex(told => told.Notice.State == DeploymentState.Failure);
        var (at, id, decisive) = end >= 0 ? notices[end] : notices[0];

        // The event that ended it speaks first; what it leaves open the others may tell.
        List<DeploymentNotice> told = [decisive, .. notices.Select(other => other.Notice)];
        var artifactId = told.Select(notice => notice.ArtifactId).FirstOrDefault(id => id is not null);
        var sets = told.Select(notice => notice.ChangeSets).FirstOrDefault(sets => sets.Count > 0) ?? [];
        if (!sets.Any(set => set.CommitSha is not null) && artifactId is not null && artifact(artifactId) is { } made)
        {
            sets = [made];
        }

        return new(
            key,
            id,
            decisive.Environment,
            tierOf(decisive.Environment, told.Select(notice => notice.Tier).FirstOrDefault(tier => tier is not null)),
            end < 0 ? null : decisive.State == DeploymentState.Success,
            StartOf(notices),
            at,
            RevisionOf(sets) ?? artifactId ?? told.Select(notice => notice.Version).FirstOrDefault(found => found is not null),
            sets,
            artifactId,
            told.Select(notice => notice.TreeSha).FirstOrDefault(tree => tree is not null),
            decisive.RunId,
            told.Exists(notice => notice.Kind == DeploymentKind.RolledBack),
            told.Select(notice => notice.Supersedes).FirstOrDefault(superseded => superseded is not null),
            told.Exists(notice => notice.Planned == false) ? false : told.Exists(notice => notice.Planned == true) ? true : null,
            told.Max(notice => notice.Actor));
    }

    private static DateTimeOffset? StartOf(List<(DateTimeOffset At, string Id, DeploymentNotice Notice)> notices) => notices
        .Select(told => told.Notice.StartedAt ?? (told.Notice.State == DeploymentState.InProgress ? told.At : null))
        .Min();

    private static string? RevisionOf(IReadOnlyList<ChangeSet> sets)
    {
        var shas = sets.Select(set => set.CommitSha).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToList();
        return shas.Count == 0 ? null : string.Join('+', shas);
    }
}
