using System.Text.Json.Serialization;
using Platform.Core.Catalog;
using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Facts;

namespace Platform.Core.Metrics.Reports;

/// <summary>Why a deployment is in no figure of DORA's.</summary>
public enum NotCounted
{
    Failed,
    InProgress,
    NotProduction,

    /// <summary>Neither the catalog nor the event nor the name says what the environment is for.</summary>
    TierUnknown,
}

/// <summary>A deployment and what was found about it. One revision's to several regions are one row.</summary>
/// <param name="Id">That of the event that ended it; of several regions, the first one's.</param>
/// <param name="Remedies">The deployments that this one repaired.</param>
public sealed record DeploymentRow(
    EntityRef Component,
    string Id,
    string? PipelineRunId,
    IReadOnlyList<string> Environments,
    string? Revision,
    DateTimeOffset? StartedAt,
    DateTimeOffset FinishedAt,
    bool Counted,
    NotCounted? NotCounted,
    bool Baseline,
    bool Net,
    bool Resolved,
    IReadOnlyList<RollbackKind> Rollback,
    bool Hotfix,
    bool Rework,
    bool Failed,
    IReadOnlyList<string> Changes,
    IReadOnlyList<string> Incidents,
    IReadOnlyList<string> Remedies,
    IReadOnlyList<string> RemediedBy,
    DateTimeOffset? RecoveredAt,
    double? RecoverySeconds)
{
    public static IEnumerable<DeploymentRow> Of(ComponentAnalysis analysis) => analysis.Rollouts
        .Select(rollout => Of(analysis, rollout))
        .Concat(analysis.Facts.Deployments
            .Where(deployment => ReasonOf(deployment) is not null)
            .Select(deployment => Of(analysis, deployment)))
        .OrderBy(row => row.FinishedAt).ThenBy(row => row.Id, StringComparer.Ordinal);

    internal static string IdOf(Rollout rollout) => rollout.Deployments[0].Id;

    private static DeploymentRow Of(ComponentAnalysis analysis, Rollout rollout) => new(
        analysis.Component,
        IdOf(rollout),
        rollout.Deployments[0].RunId,
        [.. rollout.Deployments.Select(deployment => deployment.Environment)],
        rollout.Revision,
        rollout.Deployments.Min(deployment => deployment.StartedAt),
        rollout.FinishedAt,
        Counted: true,
        NotCounted: null,
        rollout.IsBaseline,
        rollout.IsNet,
        rollout.IsResolved,
        [.. rollout.RollbackKinds],
        rollout.IsHotfix,
        rollout.IsRework,
        rollout.Failed,
        [.. rollout.Changes.Select(change => change.Key)],
        [.. rollout.Incidents.Select(incident => incident.Id)],
        [.. rollout.Remedies.Select(index => IdOf(analysis.Rollouts[index]))],
        [.. rollout.RemediedBy.Select(index => IdOf(analysis.Rollouts[index]))],
        rollout.Recovery?.At,
        rollout.Recovery?.Duration?.TotalSeconds);

    private static DeploymentRow Of(ComponentAnalysis analysis, Deployment deployment) => new(
        analysis.Component,
        deployment.Id,
        deployment.RunId,
        [deployment.Environment],
        deployment.Revision,
        deployment.StartedAt,
        deployment.FinishedAt,
        Counted: false,
        ReasonOf(deployment),
        Baseline: false,
        Net: false,
        Resolved: false,
        [],
        Hotfix: false,
        Rework: false,
        Failed: false,
        [],
        [],
        [],
        [],
        null,
        null);

    private static NotCounted? ReasonOf(Deployment deployment) => deployment switch
    {
        { Tier: null } => Reports.NotCounted.TierUnknown,
        { Tier: not EnvironmentTier.Production } => Reports.NotCounted.NotProduction,
        { Succeeded: null } => Reports.NotCounted.InProgress,
        { Succeeded: false } => Reports.NotCounted.Failed,
        _ => null,
    };
}

/// <summary>An incident and the deployment it belongs to.</summary>
public sealed record IncidentRow(
    string Id,
    EntityRef? Component,
    DateTimeOffset DetectedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateTimeOffset? ResolvedAt,
    int Reopenings,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Deployment,
    AttributionReason Attribution)
{
    public static IEnumerable<IncidentRow> Of(ComponentAnalysis analysis) =>
        analysis.Incidents.Select(attributed => Of(attributed) with { Component = analysis.Component });

    public static IncidentRow Of(AttributedIncident attributed) => new(
        attributed.Incident.Id,
        null,
        attributed.Incident.DetectedAt,
        attributed.Incident.ResolvedAt,
        attributed.Incident.Reopenings,
        attributed.Rollout is { } rollout ? DeploymentRow.IdOf(rollout) : null,
        attributed.Reason);
}
