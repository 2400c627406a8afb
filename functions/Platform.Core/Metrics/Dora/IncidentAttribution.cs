using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Facts;

namespace Platform.Core.Metrics.Dora;

/// <summary>Why an incident belongs to a deployment, or to none.</summary>
public enum AttributionReason
{
    /// <summary>The incident names the deployment or its commit.</summary>
    Cause,

    /// <summary>The incident names the artifact.</summary>
    Artifact,

    /// <summary>The component's latest deployment at its beginning.</summary>
    LatestDeployment,

    NoComponent,
    NoEarlierDeployment,

    /// <summary>The cause it names was never deployed to production.</summary>
    CauseNotDeployed,

    NotChangeRelated,
    NotProduction,
}

/// <param name="Rollout">Null when it belongs to none.</param>
public sealed record AttributedIncident(Incident Incident, Rollout? Rollout, AttributionReason Reason);

internal sealed class IncidentAttribution(
    IReadOnlyList<Rollout> rollouts, CommitSets sets, Func<string, EnvironmentTier?> tierOf, IncidentAtDeployment boundary)
{
    public AttributedIncident Of(Incident incident)
    {
        if (incident.ChangeRelated == false)
        {
            return new(incident, null, AttributionReason.NotChangeRelated);
        }

        if (incident.Environment.Length > 0 && tierOf(incident.Environment) is { } tier and not EnvironmentTier.Production)
        {
            return new(incident, null, AttributionReason.NotProduction);
        }

        if (incident.CauseRunId is not null || incident.CauseCommitSha is not null)
        {
            return Cause(incident) is { } cause
                ? new(incident, cause, AttributionReason.Cause)
                : new(incident, null, AttributionReason.CauseNotDeployed);
        }

        var earlier = rollouts.TakeWhile(rollout => IsBefore(rollout, incident)).ToList();
        return incident.ArtifactId is { } artifact
            && earlier.FindLast(rollout => rollout.Deployments.Any(one => one.ArtifactId == artifact)) is { } made
                ? new(incident, made, AttributionReason.Artifact)
                : earlier.Count > 0
                    ? new(incident, earlier[^1], AttributionReason.LatestDeployment)
                    : new(incident, null, AttributionReason.NoEarlierDeployment);
    }

    private Rollout? Cause(Incident incident)
    {
        if (incident.CauseRunId is { } run)
        {
            return rollouts.FirstOrDefault(rollout => rollout.Deployments.Any(one => one.RunId == run));
        }

        return sets.RolloutOf(incident.CauseCommitSha!) is { } index ? rollouts[index] : null;
    }

    private bool IsBefore(Rollout rollout, Incident incident) => boundary == IncidentAtDeployment.ThisDeployment
        ? rollout.FirstFinishedAt <= incident.DetectedAt
        : rollout.FirstFinishedAt < incident.DetectedAt;
}
