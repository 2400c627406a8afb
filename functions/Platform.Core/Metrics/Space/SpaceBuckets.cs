using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Rollups;
using Platform.Core.Metrics.Shapes;

namespace Platform.Core.Metrics.Space;

/// <summary>The figures that finished buckets tell.</summary>
internal sealed class SpaceBuckets(Bucket found, int days, bool active, DoraOptions options)
{
    public IEnumerable<SpaceFigure> Performance() =>
    [
        Share(SpaceMetrics.ChangeFailRate, "deployments", Count.ChangeFailures, Count.Deployments, NoSpaceFigure.NoDeployments),
        Median(
            SpaceMetrics.RecoveryTime, "deployments", Measure.FailedDeploymentRecoveryTime, NoSpaceFigure.NoRecoveries),
        Share(SpaceMetrics.ReworkRate, "deployments", Count.ReworkDeployments, Count.Deployments, NoSpaceFigure.NoDeployments),
    ];

    public IEnumerable<SpaceFigure> Activity() =>
    [
        SpaceFigure.Of(
            SpaceMetrics.DeploymentFrequency, MetricUnit.PerDay, "deployments",
            active ? (double)found[Count.Deployments] / days : null, NoSpaceFigure.NoDeployments),
        Number(SpaceMetrics.ChangesMerged, "changes", Count.ChangesMerged, NoSpaceFigure.NoMerges),
        Number(SpaceMetrics.Reviews, "reviews", Count.Reviews, NoSpaceFigure.NoReviews),
    ];

    public IEnumerable<SpaceFigure> Communication() =>
    [
        Median(SpaceMetrics.PickupTime, "reviews", Measure.Pickup, NoSpaceFigure.NoChanges),
        Median(SpaceMetrics.ReviewTime, "reviews", Measure.Review, NoSpaceFigure.NoChanges),
        Median(SpaceMetrics.TimeToMerge, "changes", Measure.TimeToMerge, NoSpaceFigure.NoMerges),
        Share(SpaceMetrics.ReviewedChanges, "reviews", Count.ChangesReviewed, Count.ChangesMerged, NoSpaceFigure.NoMerges),
    ];

    public IEnumerable<SpaceFigure> Efficiency() =>
    [
        Median(SpaceMetrics.LeadTime, "deployments", Measure.ChangeLeadTime, NoSpaceFigure.NoChanges),
        SpaceFigure.Of(
            SpaceMetrics.ChangeSize, MetricUnit.Count, "changes",
            found[Measure.ChangeSize]?.Quantile(0.5, options.MedianConvention),
            found[Count.ChangesMerged] == 0 ? NoSpaceFigure.NoMerges : NoSpaceFigure.NoSizes),
        SpaceFigure.Of(
            SpaceMetrics.Handoffs, MetricUnit.Count, "reviews", found[Measure.Handoffs]?.Mean, NoSpaceFigure.NoMerges),
        SpaceFigure.Of(
            SpaceMetrics.Interrupts, MetricUnit.PerDay, "incidents",
            found[Count.Interrupts] > 0 ? (double)found[Count.Interrupts] / days : null, NoSpaceFigure.NoIncidents),
        Share(
            SpaceMetrics.AfterHours, "incidents", Count.InterruptsAfterHours, Count.Interrupts, NoSpaceFigure.NoIncidents),
    ];

    private SpaceFigure Median(string name, string source, Measure measure, NoSpaceFigure reason) => SpaceFigure.Of(
        name, MetricUnit.Seconds, source, found[measure]?.Quantile(0.5, options.MedianConvention) / 1000, reason);

    private SpaceFigure Share(string name, string source, Count part, Count whole, NoSpaceFigure reason) => SpaceFigure.Of(
        name, MetricUnit.Ratio, source, found[whole] > 0 ? (double)found[part] / found[whole] : null, reason);

    private SpaceFigure Number(string name, string source, Count count, NoSpaceFigure reason) =>
        SpaceFigure.Of(name, MetricUnit.Count, source, found[count] > 0 ? found[count] : null, reason);
}
