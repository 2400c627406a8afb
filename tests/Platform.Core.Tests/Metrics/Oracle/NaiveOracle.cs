using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Events;
using Platform.TestKit.Metrics;

namespace Platform.Core.Tests.Metrics.Oracle;

internal sealed class NaiveRollout
{
    public List<NaiveDeployment> Members { get; } = [];

    public DateTimeOffset First => Members[0].At;

    public DateTimeOffset End => Members.Max(member => member.At);

    public string Sha => Members[0].Sha;

    public bool Known { get; set; }

    public bool New { get; set; }

    public List<NaiveChange> Changes { get; } = [];

    public List<NaiveCommit> Direct { get; } = [];

    public HashSet<RollbackKind> Kinds { get; } = [];

    public bool Hotfix { get; set; }

    public bool Reverts { get; set; }

    public List<NaiveRollout> RepairedBy { get; } = [];

    public List<NaiveIncident> Incidents { get; } = [];

    public bool Failed => RepairedBy.Count > 0 || Incidents.Count > 0;
}

/// <summary>
/// The figures once more, by the definitions and nothing else: every question looks at everything. It knows from the maker of the
/// history what is a revert of what.
/// </summary>
internal sealed class NaiveOracle(
    IReadOnlyList<DeliveryEvent> told, IReadOnlyDictionary<string, Intent> intents, DoraOptions options)
{
    private readonly List<NaiveChange> _changes = NaiveFacts.Changes(told);

    public NaiveRollups Rollups { get; } = new(told, options);

    public void Run()
    {
        var components = told.Select(one => one.Notice switch
        {
            DeploymentNotice deployment => deployment.Component,
            IncidentNotice incident => incident.Component,
            ReleaseNotice release => release.Component,
            OwnershipNotice ownership => ownership.Component,
            ChangeNotice change => change.Component,
            _ => null,
        }).OfType<Core.Catalog.EntityRef>().Select(component => component.Canonical).Distinct();
        foreach (var component in components)
        {
            Component(component);
        }

        foreach (var incident in NaiveFacts.Incidents(told, null).Where(incident => incident.Last.ChangeRelated != false))
        {
            Rollups.Unattributed(incident);
        }
    }

    private void Component(string component)
    {
        var repos = told.Select(one => one.Notice switch
        {
            DeploymentNotice deployment when deployment.Component!.Canonical == component => deployment.ChangeSets[0].Repository,
            ChangeNotice change when change.Component?.Canonical == component => change.Repository,
            _ => null,
        }).OfType<string>().ToHashSet();
        var inRepos = told.Where(one => one.Notice is CommitsNotice pushed && repos.Contains(pushed.Repository)
            || one.Notice is ChangeNotice change && repos.Contains(change.Repository)).ToList();
        var commits = NaiveFacts.Commits(inRepos, [.. _changes.Where(change => repos.Contains(change.Repo))]);
        var ours = _changes.Where(change => repos.Contains(change.Repo)
            && (change.Component is null || change.Component == component)).ToList();
        var deployments = NaiveFacts.Deployments(told, component);
        var rollouts = Group([.. deployments.Where(one => one.Ok == true && one.Environment != "staging")]);
        Fill(rollouts, commits, ours);
        new NaiveFailures(rollouts, commits, intents, options).Find();
        var attributed = NaiveFacts.Incidents(told, component)
            .Where(incident => incident.Last.ChangeRelated != false && incident.Last.Environment != "staging")
            .Select(incident => (incident, Rollout: Blame(incident, rollouts, commits))).ToList();
        attributed.ForEach(pair => pair.Rollout?.Incidents.Add(pair.incident));

        var writer = new NaiveWriter(Rollups, component, commits, told, options);
        writer.Deployments(rollouts, deployments);
        foreach (var (incident, rollout) in attributed)
        {
            writer.Incident(incident, rollout);
        }

        ours.ForEach(writer.Flow);
        foreach (var merged in ours.Where(change => change.Merged is not null))
        {
            writer.Merged(merged, rollouts.Exists(rollout => rollout.Changes.Contains(merged)));
        }
    }

    private List<NaiveRollout> Group(List<NaiveDeployment> deployments)
    {
        var rollouts = new List<NaiveRollout>();
        foreach (var deployment in deployments)
        {
            var same = rollouts.FindLast(rollout => rollout.Sha == deployment.Sha);
            if (same is null || (deployment.At - same.First).TotalHours > options.RolloutWindowHours
                || same.Members.Exists(member => member.Environment == deployment.Environment))
            {
                rollouts.Add(same = new());
            }

            same.Members.Add(deployment);
        }

        return rollouts;
    }

    private static void Fill(List<NaiveRollout> rollouts, Dictionary<string, NaiveCommit> commits, List<NaiveChange> ours)
    {
        var before = new HashSet<string>();
        foreach (var rollout in rollouts)
        {
            var reachable = new HashSet<string>();
            var next = new Queue<string>([rollout.Sha]);
            while (next.TryDequeue(out var sha))
            {
                if (reachable.Add(sha) && commits.TryGetValue(sha, out var commit))
                {
                    foreach (var parent in commit.Parents)
                    {
                        next.Enqueue(parent);
                    }
                }
            }

            var added = reachable.Where(sha => !before.Contains(sha)).ToHashSet();
            rollout.Known = commits.ContainsKey(rollout.Sha);
            rollout.New = added.Any(sha => commits.ContainsKey(sha) || sha == rollout.Sha);
            rollout.Changes.AddRange(ours.Where(change =>
                (Has(change.Merge) || Has(change.Head)) && !rollouts.Exists(other => other.Changes.Contains(change))));
            rollout.Direct.AddRange(added.Where(commits.ContainsKey).Select(sha => commits[sha]).Where(
                commit => commit.Change is null && commit.Parents.Count < 2));
            before.UnionWith(reachable);

            // A commit that nobody told of can't be what brings a change.
            bool Has(string? sha) => sha is not null && added.Contains(sha) && commits.ContainsKey(sha);
        }
    }

    private NaiveRollout? Blame(NaiveIncident incident, List<NaiveRollout> rollouts, Dictionary<string, NaiveCommit> commits)
    {
        if (incident.Last.CauseRunId is { } run)
        {
            return rollouts.Find(rollout => rollout.Members.Exists(member => member.Run == run));
        }

        return incident.Last.CauseCommitSha is { } sha
            ? NaiveFailures.Bringer(sha, rollouts, commits)
            : rollouts.FindLast(rollout => options.IncidentAtDeployment == IncidentAtDeployment.ThisDeployment
                ? rollout.First <= incident.Detected
                : rollout.First < incident.Detected);
    }
}
