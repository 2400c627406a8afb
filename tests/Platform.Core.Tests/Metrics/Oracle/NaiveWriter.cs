using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Rollups;

namespace Platform.Core.Tests.Metrics.Oracle;

/// <summary>Puts what was found about a component on its days.</summary>
internal sealed class NaiveWriter(
    NaiveRollups rollups, string component, Dictionary<string, NaiveCommit> commits, IReadOnlyList<DeliveryEvent> told,
    DoraOptions options)
{
    private readonly List<(DateTimeOffset At, ReleaseNotice Release)> _whole = [.. told
        .Where(one => one.Notice is ReleaseNotice { Percentage: 100 } notice && notice.Component!.Canonical == component)
        .Select(one => (one.At, (ReleaseNotice)one.Notice))];

    private readonly bool _hasReleases = told.Any(
        one => one.Notice is ReleaseNotice notice && notice.Component!.Canonical == component);

    public void Deployments(List<NaiveRollout> rollouts, List<NaiveDeployment> all)
    {
        foreach (var attempt in all.Where(one => one.Ok == false && one.Environment != "staging"))
        {
            Add(attempt.At, Count.FailedAttempts, 1);
        }

        for (var i = 0; i < rollouts.Count; i++)
        {
            var (rollout, at) = (rollouts[i], rollouts[i].End);
            var (rollback, net) = (rollout.Kinds.Count > 0, rollout.New && rollout.Kinds.Count == 0);
            var bot = rollout.Members.TrueForAll(member => member.Bot);
            Add(at, Count.Deployments, 1);
            Add(at, Count.NetDeployments, net ? 1 : 0);
            Add(at, Count.BaselineDeployments, i == 0 ? 1 : 0);
            Add(at, Count.BotDeployments, bot ? 1 : 0);
            Add(at, Count.BotNetDeployments, bot && net ? 1 : 0);
            Add(at, Count.ResolvedDeployments, rollout.Known ? 1 : 0);
            Add(at, Count.Rollbacks, rollback ? 1 : 0);
            Add(at, Count.RollbacksOlderVersion, rollout.Kinds.Contains(RollbackKind.OlderVersion) ? 1 : 0);
            Add(at, Count.RollbacksDeclared, rollout.Kinds.Contains(RollbackKind.Declared) ? 1 : 0);
            Add(at, Count.RollbacksEqualTree, rollout.Kinds.Contains(RollbackKind.EqualTree) ? 1 : 0);
            Add(at, Count.RollbacksRevert, rollout.Kinds.Contains(RollbackKind.Revert) ? 1 : 0);
            Add(at, Count.Hotfixes, rollout.Hotfix ? 1 : 0);
            Add(at, Count.ReworkDeployments, rollback || rollout.Hotfix || rollout.Reverts
                || rollout.Members.Exists(member => member.Unplanned) ? 1 : 0);
            Add(at, Count.ChangeFailures, rollout.Failed ? 1 : 0);
            Add(at, Count.ChangeFailuresWithIncident, rollout.Incidents.Count > 0 ? 1 : 0);
            Add(at, Count.ChangeFailuresWithoutIncident, rollout.Failed && rollout.Incidents.Count == 0 ? 1 : 0);
            Add(at, Count.FailedRollbacks, rollout.Failed && rollback ? 1 : 0);
            if (rollout.Failed)
            {
                Recovery(rollout, rollouts);
            }

            if (i > 0)
            {
                Add(at, Count.ChangesDeployed, rollout.Changes.Count + rollout.Direct.Count);
                rollout.Changes.ForEach(change => Change(change, rollout, rollouts));
                rollout.Direct.ForEach(commit => Direct(commit, rollout, rollouts));
                if (net && rollout.Known)
                {
                    rollups.Value(component, at, Measure.BatchSize, rollout.Changes.Count + rollout.Direct.Count);
                }
            }
        }
    }

    public void Incident(NaiveIncident incident, NaiveRollout? rollout)
    {
        var at = rollout?.End ?? incident.Detected;
        Add(at, rollout is null ? Count.IncidentsUnattributed : Count.Incidents, 1);
        Add(at, Count.IncidentReopenings, incident.Reopened);
        Add(incident.Detected, Count.Interrupts, 1);
        Add(incident.Detected, Count.InterruptsAfterHours, rollups.IsAfterHours(incident.Detected) ? 1 : 0);
        if (incident.Resolved is null)
        {
            rollups.Open(component, incident.Detected, Measure.IncidentOpenSince);
        }
    }

    public void Merged(NaiveChange change, bool deployed)
    {
        Add(change.Merged!.Value, Count.ChangesMerged, 1);
        Add(change.Merged.Value, Count.ChangesMergedAndDeployed, deployed ? 1 : 0);
        if (!deployed)
        {
            rollups.Open(component, change.Merged.Value, Measure.UndeployedSince);
        }
    }

    public void Flow(NaiveChange change)
    {
        if (change.Merged is not { } merged)
        {
            if (change.Created is { } opened && change.Notices.All(notice => notice.Phase != ChangePhase.Abandoned))
            {
                rollups.Open(component, opened, Measure.ChangeOpenSince);
            }

            return;
        }

        // Turns, as a text: r for a reviewer, a for the author; a hand-off is where the letter changes.
        var reviews = change.Notices.Count(IsReview);
        var turns = "a" + string.Concat(change.Notices.Select(
            notice => IsReview(notice) ? "r" : notice.Phase == ChangePhase.Updated ? "a" : ""));
        Add(merged, Count.ChangesReviewed, reviews > 0 ? 1 : 0);
        Add(merged, Count.Reviews, reviews);
        Span(merged, Measure.TimeToMerge, change.Created, merged);
        rollups.Value(
            component, merged, Measure.Handoffs, Enumerable.Range(1, turns.Length - 1).Count(i => turns[i] != turns[i - 1]));
        if (change.Notices.Select(notice => notice.Size).LastOrDefault(size => size is not null) is { } lines)
        {
            rollups.Value(component, merged, Measure.ChangeSize, lines);
        }
    }

    private static bool IsReview(ChangeNotice notice) =>
        notice.Phase == ChangePhase.Reviewed && notice.Reviewer != notice.Author;

    private void Recovery(NaiveRollout rollout, List<NaiveRollout> rollouts)
    {
        var start = rollout.Incidents.Count > 0 && options.RecoveryStart == RecoveryStart.Incident
            ? rollout.Incidents.Min(incident => incident.Detected)
            : rollout.First;
        DateTimeOffset? end = rollout.Incidents.Count == 0
            ? rollout.RepairedBy.Where(other => rollouts.IndexOf(other) > rollouts.IndexOf(rollout))
                .Select(other => (DateTimeOffset?)other.End).Min()
            : rollout.Incidents.Exists(incident => incident.Resolved is null)
                ? null
                : rollout.Incidents.Max(incident => incident.Resolved);
        Add(rollout.End, Count.ChangeFailuresUnrecovered, end is null ? 1 : 0);
        if (end is { } at)
        {
            Span(at, Measure.FailedDeploymentRecoveryTime, start, at);
        }
        else
        {
            rollups.Open(component, rollout.First, Measure.UnrecoveredSince);
        }
    }

    private void Change(NaiveChange change, NaiveRollout rollout, List<NaiveRollout> rollouts)
    {
        var at = rollout.End;
        var starts = change.Commits.Where(commits.ContainsKey).Select(sha => commits[sha].Start).ToList();
        var first = starts.Select(start => (DateTimeOffset?)start).Append(change.Created).Min();
        var start = options.LeadTimeStart switch
        {
            LeadTimeStart.Merge => change.Merged,
            LeadTimeStart.LastCommit when starts.Count > 0 => starts.Max(),
            _ => first,
        };
        LeadTime(at, start, change.Bot);
        Span(at, Measure.Coding, first, change.Created);
        Span(at, Measure.Pickup, change.Ready ?? change.Created, change.Reviewed);
        Span(at, Measure.Review, change.Reviewed, change.Merged);
        Span(at, Measure.MergeToDeploy, change.Merged, at);
        Customer(at, start, change.Number, change.Flags, rollout, rollouts);
    }

    private void Direct(NaiveCommit commit, NaiveRollout rollout, List<NaiveRollout> rollouts)
    {
        LeadTime(rollout.End, commit.Start, commit.Bot);
        Customer(rollout.End, commit.Start, commit.Sha, [], rollout, rollouts);
    }

    private void LeadTime(DateTimeOffset at, DateTimeOffset? start, bool bot)
    {
        Span(at, Measure.ChangeLeadTime, start, at);
        if (!bot)
        {
            Span(at, Measure.ChangeLeadTimeWithoutBots, start, at);
        }
    }

    private void Customer(
        DateTimeOffset at, DateTimeOffset? start, string name, IReadOnlyList<string> flags, NaiveRollout rollout,
        List<NaiveRollout> rollouts)
    {
        var reached = flags.Count > 0
            ? _whole.Where(one => one.Release.Flag == flags[0]).Select(one => (DateTimeOffset?)(one.At > at ? one.At : at)).Min()
            : _whole.Where(one => one.Release.Flag is null && one.At >= at && Covers(one.Release)).Select(
                one => (DateTimeOffset?)one.At).Min();
        Add(at, Count.ChangesReleased, reached is null ? 0 : 1);
        Add(at, Count.ChangesUnreleased, reached is null && _hasReleases ? 1 : 0);
        Span(at, Measure.DeployToCustomer, at, reached);
        Span(at, Measure.ChangeLeadTimeToCustomer, start, reached);

        bool Covers(ReleaseNotice release) => release.Changes.Count > 0
            ? release.Changes.Contains(name)
            : release.CommitSha is null || (NaiveFailures.Bringer(release.CommitSha, rollouts, commits) is { } bringer
                && rollouts.IndexOf(bringer) >= rollouts.IndexOf(rollout));
    }

    private void Span(DateTimeOffset at, Measure measure, DateTimeOffset? from, DateTimeOffset? to)
    {
        if (from is not null && to >= from)
        {
            rollups.Value(component, at, measure, (long)Math.Floor((to.Value - from.Value).TotalMilliseconds));
        }
    }

    private void Add(DateTimeOffset at, Count count, long number) => rollups.Number(component, at, count, number);
}
