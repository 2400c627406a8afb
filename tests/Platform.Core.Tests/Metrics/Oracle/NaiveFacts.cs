using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Facts;

namespace Platform.Core.Tests.Metrics.Oracle;

internal sealed record NaiveDeployment(
    string Key, string Environment, bool? Ok, DateTimeOffset At, string Sha, string? Tree, string? Run, bool Declared,
    string? Supersedes, bool Unplanned, bool Bot);

internal sealed record NaiveCommit(string Sha, DateTimeOffset Start, IReadOnlyList<string> Parents, bool Bot, string? Change);

internal sealed record NaiveChange(
    string Repo, string Number, string? Component, DateTimeOffset? Created, DateTimeOffset? Ready, DateTimeOffset? Reviewed,
    DateTimeOffset? Merged, IReadOnlyList<string> Commits, string? Head, string? Merge, IReadOnlyList<string> Flags, bool Bot)
{
    public required IReadOnlyList<ChangeNotice> Notices { get; init; }
}

internal sealed record NaiveIncident(DateTimeOffset Detected, DateTimeOffset? Resolved, int Reopened, IncidentNotice Last);

/// <summary>Facts by looking at all events again for each question.</summary>
internal static class NaiveFacts
{
    public static List<NaiveDeployment> Deployments(IEnumerable<DeliveryEvent> told, string component) => [..
        from one in told
        let notice = one.Notice as DeploymentNotice
        where notice?.Component?.Canonical == component
        group (one.At, one.Id, one.Source, notice) by notice.RunId is null
            ? $"event {one.Source.Length}:{one.Source}/{one.Id}"
            : $"run {notice.Environment.Length}:{notice.Environment}/{notice.RunId}/{notice.Attempt}" into run
        let ended = run.Where(one => one.notice.State == DeploymentState.Success).OrderBy(one => one.At).Take(1)
            .Concat(run.Where(one => one.notice.State == DeploymentState.Failure).OrderBy(one => one.At)).FirstOrDefault()
        let any = ended.notice ?? run.MinBy(one => one.At).notice
        let at = ended.notice is null ? run.Min(one => one.At) : ended.At
        orderby at, run.Key
        select new NaiveDeployment(
            run.Key, any.Environment, ended.notice is null ? null : any.State == DeploymentState.Success, at,
            any.ChangeSets[0].CommitSha!, any.TreeSha, any.RunId, any.Kind == DeploymentKind.RolledBack, any.Supersedes,
            any.Planned == false, any.Actor == ActorType.Bot)];

    public static List<NaiveChange> Changes(IEnumerable<DeliveryEvent> told) => [..
        from one in told
        let notice = one.Notice as ChangeNotice
        where notice is not null
        orderby one.At
        group (one.At, notice) by (notice.Repository, notice.Number) into change
        let phase = (Func<ChangePhase, DateTimeOffset?>)(wanted => change
            .Where(one => one.notice.Phase == wanted).Select(one => (DateTimeOffset?)one.At).Min())
        select new NaiveChange(
            change.Key.Repository,
            change.Key.Number,
            change.Select(one => one.notice.Component?.Canonical).LastOrDefault(name => name is not null),
            phase(ChangePhase.Created),
            change.Where(one => !one.notice.Draft && one.notice.Phase is ChangePhase.Created or ChangePhase.Updated)
                .Select(one => (DateTimeOffset?)one.At).Min(),
            change.Where(one => one.notice.Phase == ChangePhase.Reviewed && one.notice.Reviewer != one.notice.Author)
                .Select(one => (DateTimeOffset?)one.At).Min(),
            phase(ChangePhase.Merged),
            [.. change.SelectMany(one => one.notice.Commits).Select(commit => commit.Sha)],
            change.Select(one => one.notice.HeadSha).LastOrDefault(sha => sha is not null),
            change.Select(one => one.notice.MergeCommitSha).LastOrDefault(sha => sha is not null),
            change.Select(one => one.notice.Flags).LastOrDefault(flags => flags is not null) ?? [],
            change.Any(one => one.notice.Actor == ActorType.Bot))
        {
            Notices = [.. change.Select(one => one.notice)],
        }];

    public static Dictionary<string, NaiveCommit> Commits(IEnumerable<DeliveryEvent> told, List<NaiveChange> changes)
    {
        var mentions =
            from one in told
            from commit in one.Notice switch
            {
                CommitsNotice pushed => pushed.Commits,
                ChangeNotice { Phase: ChangePhase.Merged, MergeCommitSha: { } merge } notice =>
                    [.. notice.Commits, new(merge, null, null, null, null, null, ActorType.Unknown)],
                ChangeNotice notice => notice.Commits,
                _ => [],
            }
            group (one.At, commit) by commit.Sha;
        return mentions.ToDictionary(mention => mention.Key, mention =>
        {
            var change = changes.Find(one => one.Commits.Append(one.Head).Append(one.Merge).Contains(mention.Key));
            var parents = mention.SelectMany(one => one.commit.Parents ?? []).ToList();
            if (change?.Merge == mention.Key && change.Head is { } head)
            {
                parents.Add(head);
            }

            return new NaiveCommit(
                mention.Key,
                mention.Min(one => one.commit.AuthoredAt is { } authored && authored < one.At ? authored : one.At),
                [.. parents.Distinct()],
                mention.Any(one => one.commit.Actor == ActorType.Bot),
                change?.Number);
        });
    }

    public static List<NaiveIncident> Incidents(IEnumerable<DeliveryEvent> told, string? component)
    {
        var found = new List<NaiveIncident>();
        foreach (var group in told.Where(one => one.Notice is IncidentNotice).GroupBy(one => one.SubjectId))
        {
            var all = group.OrderBy(one => one.At).ThenBy(one => one.Id, StringComparer.Ordinal)
                .Select(one => (one.At, Notice: (IncidentNotice)one.Notice)).ToList();
            var detected = all.FindIndex(one => one.Notice.Phase == IncidentPhase.Detected);
            if (all[0].Notice.Component?.Canonical != component || detected < 0)
            {
                continue;
            }

            var after = all[detected..];
            var reopened = Enumerable.Range(1, after.Count - 1).Count(i =>
                after[i].Notice.Phase == IncidentPhase.Detected && after[i - 1].Notice.Phase == IncidentPhase.Resolved);
            var last = all[^1].Notice with
            {
                CauseCommitSha = all.Select(one => one.Notice.CauseCommitSha).LastOrDefault(sha => sha is not null),
                CauseRunId = all.Select(one => one.Notice.CauseRunId).LastOrDefault(run => run is not null),
                ChangeRelated = all.Select(one => one.Notice.ChangeRelated).LastOrDefault(related => related is not null),
            };
            found.Add(new(
                after[0].At, after[^1].Notice.Phase == IncidentPhase.Resolved ? after[^1].At : null, reopened, last));
        }

        return found;
    }

    /// <param name="told">In the order of their times.</param>
    public static Owner OwnerAt(IEnumerable<DeliveryEvent> told, string component, DateTimeOffset at)
    {
        Owner? found = null;
        var owner = new Owner(null, null);
        foreach (var one in told)
        {
            if (one.Notice is OwnershipNotice notice && notice.Component!.Canonical == component
                && (notice.Team ?? notice.System) is not null)
            {
                owner = new(notice.Team ?? owner.Team, notice.System ?? owner.System);
                found = found is null || one.At <= at ? owner : found;
            }
        }

        return found ?? new(null, null);
    }
}
