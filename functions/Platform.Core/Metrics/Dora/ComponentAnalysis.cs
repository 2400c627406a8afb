using Platform.Core.Catalog;
using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Facts;

namespace Platform.Core.Metrics.Dora;

/// <summary>What follows from all that is known of a component: a function of the set of its events.</summary>
/// <param name="Rollouts">To production, in order.</param>
/// <param name="Merged">The component's merged changes, deployed or not.</param>
public sealed record ComponentAnalysis(
    ComponentFacts Facts,
    IReadOnlyList<Rollout> Rollouts,
    IReadOnlyList<DeployedChange> Changes,
    IReadOnlyList<MergedChange> Merged,
    IReadOnlyList<AttributedIncident> Incidents)
{
    public EntityRef Component => Facts.Component;

    /// <value>Changes that are under way.</value>
    public required IReadOnlyList<Change> Unmerged { get; init; }

    public IEnumerable<Deployment> FailedAttempts => Facts.Deployments.Where(
        deployment => deployment is { Succeeded: false, Tier: EnvironmentTier.Production });

    public static ComponentAnalysis Of(ComponentFacts facts, DoraOptions options, Func<string, EnvironmentTier?> tierOf)
    {
        var rollouts = RolloutGrouping.Of(
            facts.Deployments.Where(deployment => deployment is { Succeeded: true, Tier: EnvironmentTier.Production }),
            TimeSpan.FromHours(options.RolloutWindowHours));
        var sets = new CommitSets(facts.Component, facts.Source, facts.Paths);
        sets.Fill(rollouts);
        var rollbacks = new Rollbacks(rollouts, facts.Source, options.CulpritAttribution);
        rollbacks.Find();
        new Remediations(rollouts, sets, facts.Source, options).Find(rollbacks);
        var attribution = new IncidentAttribution(rollouts, sets, tierOf, options.IncidentAtDeployment);
        var incidents = facts.Incidents.Select(attribution.Of).ToList();
        foreach (var (incident, rollout, _) in incidents)
        {
            rollout?.Blame(incident);
        }

        foreach (var failed in rollouts.Where(rollout => rollout.Failed))
        {
            failed.Recovery = Recoveries.Of(failed, rollouts, options.RecoveryStart);
        }

        var times = new LeadTimes(facts.Source, new CustomerReleases(facts.Releases, sets), options.LeadTimeStart);
        return new(
            facts,
            rollouts,
            [.. rollouts.SelectMany(rollout => rollout.Changes.Select(change => times.Of(change, rollout)))],
            [.. sets.Merged().OrderBy(merged => merged.MergedAt).ThenBy(merged => merged.Change.Key, StringComparer.Ordinal)],
            incidents)
        {
            Unmerged = [.. sets.Unmerged().OrderBy(change => change.Key, StringComparer.Ordinal)],
        };
    }
}

/// <param name="Rollout">The one that brought it to production; null while it waits.</param>
public sealed record MergedChange(Change Change, DateTimeOffset MergedAt, int? Rollout);
