using System.Text.Json.Serialization;
using Platform.Core.Catalog;
using Platform.Core.Metrics.Dora;

namespace Platform.Core.Metrics.Reports;

/// <summary>A stage in seconds, or why it has no length.</summary>
public sealed record StageRow([property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Seconds, NoFigure? Reason)
{
    public static StageRow Of(Stage stage) => new(stage.Value?.TotalSeconds, stage.Reason);
}

/// <summary>A change and the deployment that brought it; a commit that came without a change is one, too.</summary>
/// <param name="Commits">Its own, its head and its merge.</param>
/// <param name="Deployment">Null while it waits.</param>
public sealed record ChangeRow(
    EntityRef Component,
    string Change,
    IReadOnlyList<string> Commits,
    bool Direct,
    DateTimeOffset? StartedAt,
    DateTimeOffset? CreatedAt,
    DateTimeOffset? FirstReviewAt,
    DateTimeOffset? MergedAt,
    DateTimeOffset? DeployedAt,
    DateTimeOffset? ReleasedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Deployment,
    StageRow? LeadTime,
    StageRow? LeadTimeToCustomer,
    StageRow? Coding,
    StageRow? Pickup,
    StageRow? Review,
    StageRow? MergeToDeploy,
    StageRow? DeployToCustomer)
{
    public static IEnumerable<ChangeRow> Of(ComponentAnalysis analysis) => analysis.Changes
        .Select(change => Of(analysis.Component, change))
        .Concat(analysis.Merged.Where(merged => merged.Rollout is null).Select(merged => new ChangeRow(
            analysis.Component,
            merged.Change.Key,
            CommitsOf(merged.Change),
            Direct: false,
            StartedAt: null,
            merged.Change.CreatedAt,
            merged.Change.FirstReviewAt,
            merged.MergedAt,
            DeployedAt: null,
            ReleasedAt: null,
            Deployment: null,
            null,
            null,
            null,
            null,
            null,
            null,
            null)));

    private static IReadOnlyList<string> CommitsOf(Facts.Change change) =>
        [.. change.Commits.Append(change.HeadSha).Append(change.MergeCommitSha).OfType<string>().Distinct()];

    private static ChangeRow Of(EntityRef component, DeployedChange deployed) => new(
        component,
        deployed.Change.Key,
        CommitsOf(deployed.Change),
        deployed.Change.IsDirect,
        deployed.StartedAt,
        deployed.Change.CreatedAt,
        deployed.Change.FirstReviewAt,
        deployed.Change.MergedAt,
        deployed.Rollout.FinishedAt,
        deployed.CustomerAt,
        DeploymentRow.IdOf(deployed.Rollout),
        StageRow.Of(deployed.LeadTime),
        StageRow.Of(deployed.LeadTimeToCustomer),
        StageRow.Of(deployed.Coding),
        StageRow.Of(deployed.Pickup),
        StageRow.Of(deployed.Review),
        StageRow.Of(deployed.MergeToDeploy),
        StageRow.Of(deployed.DeployToCustomer));
}
