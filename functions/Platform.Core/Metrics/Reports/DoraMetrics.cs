using System.Collections.Frozen;
using Platform.Core.Metrics.Shapes;

namespace Platform.Core.Metrics.Reports;

/// <summary>One of DORA's figures as all tables name it.</summary>
/// <param name="Name">Where it stands in the JSON, without <c>value</c>.</param>
/// <param name="Help">What it is, in one sentence; docs/metrics.md says the same.</param>
public sealed record DoraMetric(
    string Name, MetricUnit Unit, string Help, Func<DoraFigures, (double? Value, NoValue? Reason)> Of);

/// <summary>A figure of what hasn't ended.</summary>
public sealed record OpenMetric(string Name, MetricUnit Unit, string Help, Func<OpenWork, double?> Of);

/// <summary>All figures by name; a new one is one more line here and in the documentation.</summary>
public static class DoraMetrics
{
    /// <summary>What OpenMetrics' names begin with.</summary>
    public const string Prefix = "platform_dora";

    private const string DayRate = "over all days of the window";

    public static IReadOnlyList<DoraMetric> All { get; } =
    [
        .. Times("changeLeadTime", "from the first commit to production", figures => figures.ChangeLeadTime),
        Rate("deploymentFrequency.raw", $"Deployments a day {DayRate}.", figures => figures.DeploymentFrequency.Raw),
        Counted("deploymentFrequency.raw.count", "Deployments.", figures => figures.DeploymentFrequency.Raw.Count),
        Rate(
            "deploymentFrequency.net", $"Deployments a day {DayRate} that brought something new and were no rollbacks.",
            figures => figures.DeploymentFrequency.Net),
        Counted(
            "deploymentFrequency.net.count", "Deployments that brought something new and were no rollbacks.",
            figures => figures.DeploymentFrequency.Net.Count),
        Rate(
            "deploymentFrequency.rawWithoutBots", $"Deployments a day {DayRate} that no bot made.",
            figures => figures.DeploymentFrequency.RawWithoutBots),
        Rate(
            "deploymentFrequency.netWithoutBots", $"Net deployments a day {DayRate} that no bot made.",
            figures => figures.DeploymentFrequency.NetWithoutBots),
        .. Times(
            "failedDeploymentRecoveryTime", "from a failed deployment to its recovery",
            figures => figures.FailedDeploymentRecoveryTime),
        Share("changeFailRate", "Failed deployments to all, as the options count them.", figures => figures.ChangeFailRate),
        Share(
            "deploymentReworkRate", "Deployments that production forced to all deployments.",
            figures => figures.DeploymentReworkRate),
        Median("stages.coding", "from the first commit to the opened change", figures => figures.Stages.Coding),
        Median("stages.pickup", "from the opened change to its first review", figures => figures.Stages.Pickup),
        Median("stages.review", "from the first review to the merge", figures => figures.Stages.Review),
        Median("stages.mergeToDeploy", "from the merge to production", figures => figures.Stages.MergeToDeploy),
        Median("stages.deployToCustomer", "from production to everybody", figures => figures.Stages.DeployToCustomer),
        Median("changeLeadTimeToCustomer", "from the first commit to everybody", figures => figures.ChangeLeadTimeToCustomer),
        Median(
            "changeLeadTimeWithoutBots", "from the first commit to production, of changes that no bot made",
            figures => figures.ChangeLeadTimeWithoutBots),
        Share("changeFailures.rate", "Failed deployments to all deployments.", figures => figures.ChangeFailures.Rate),
        Counted("changeFailures.count", "Deployments that failed.", figures => figures.ChangeFailures.Count),
        Counted(
            "changeFailures.withIncident", "Deployments that failed with an incident.",
            figures => figures.ChangeFailures.WithIncident),
        Counted(
            "changeFailures.withoutIncident", "Deployments that were repaired, and nobody filed an incident.",
            figures => figures.ChangeFailures.WithoutIncident),
        Counted(
            "changeFailures.unrecovered", "Deployments that failed and are not recovered.",
            figures => figures.ChangeFailures.Unrecovered),
        Share("rollbacks.rate", "Rollbacks to all deployments.", figures => figures.Rollbacks.Rate),
        Counted("rollbacks.count", "Rollbacks.", figures => figures.Rollbacks.Count),
        Counted("rollbacks.olderVersion", "Rollbacks to an earlier revision.", figures => figures.Rollbacks.OlderVersion),
        Counted("rollbacks.declared", "Rollbacks that an event declared.", figures => figures.Rollbacks.Declared),
        Counted("rollbacks.equalTree", "Rollbacks to an earlier content.", figures => figures.Rollbacks.EqualTree),
        Counted("rollbacks.revert", "Deployments of reverts alone.", figures => figures.Rollbacks.Revert),
        Counted("rollbacks.hotfixes", "Deployments that brought a hotfix.", figures => figures.Rollbacks.Hotfixes),
        Share(
            "coverage.resolvedDeployments", "Deployments all of whose commits are known, to all deployments.",
            figures => figures.Coverage.ResolvedDeployments),
        Share(
            "coverage.releasedChanges", "Deployed changes whose way to everybody is known, to all deployed changes.",
            figures => figures.Coverage.ReleasedChanges),
        Share(
            "coverage.deployedMerges", "Merged changes that production has by now, to all merged changes.",
            figures => figures.Coverage.DeployedMerges),
        new(
            "medianBatchSize", MetricUnit.Count, "Changes in a net deployment, the median.",
            figures => (figures.MedianBatchSize, figures.MedianBatchSize is null ? NoValue.NoChanges : null)),
        Counted("baselines", "First deployments of components.", figures => figures.Baselines),
        Counted("failedAttempts", "Deployments that did not reach production.", figures => figures.FailedAttempts),
        Counted("incidents", "Incidents of deployments.", figures => figures.Incidents),
        Counted("incidentsUnattributed", "Incidents of no deployment.", figures => figures.IncidentsUnattributed),
        Counted("incidentReopenings", "Times that incidents were opened again.", figures => figures.IncidentReopenings),
    ];

    /// <value>What hasn't ended; told of the whole window.</value>
    public static IReadOnlyList<OpenMetric> Open { get; } =
    [
        .. Waits("open.incidents", "incidents that nobody has resolved", open => open.Incidents),
        .. Waits("open.failedDeployments", "failed deployments that nothing has recovered", open => open.FailedDeployments),
        .. Waits("open.undeployedChanges", "merged changes that production does not have", open => open.UndeployedChanges),
    ];

    private static readonly FrozenDictionary<string, string> Helps = All.Select(one => (one.Name, one.Help))
        .Concat(Open.Select(one => (one.Name, one.Help))).ToFrozenDictionary(one => one.Name, one => one.Help);

    /// <returns>Null of a figure that is none of these.</returns>
    public static string? HelpOf(string name) => Helps.GetValueOrDefault(name);

    private static OpenMetric[] Waits(string name, string what, Func<OpenWork, Waiting> of) =>
    [
        new($"{name}.count", MetricUnit.Count, $"How many {what} there are.", open => of(open).Count),
        new($"{name}.medianAge", MetricUnit.Seconds, $"The age of {what}, the median.", open => of(open).MedianAge),
        new($"{name}.oldestAge", MetricUnit.Seconds, $"The age of {what}, the oldest.", open => of(open).OldestAge),
    ];

    private static DoraMetric[] Times(string name, string what, Func<DoraFigures, Durations> of) =>
    [
        Median(name, what, of),
        new($"{name}.mean", MetricUnit.Seconds, $"The time {what}, the mean.", figures => (of(figures).Mean, of(figures).Reason)),
        new(
            $"{name}.p90", MetricUnit.Seconds, $"The time {what} that nine of ten do not exceed.",
            figures => (of(figures).P90, of(figures).Reason)),
        Counted($"{name}.count", $"How many times {what} there are.", figures => of(figures).Count),
    ];

    private static DoraMetric Median(string name, string what, Func<DoraFigures, Durations> of) =>
        new(name, MetricUnit.Seconds, $"The time {what}, the median.", figures => (of(figures).Value, of(figures).Reason));

    private static DoraMetric Rate(string name, string help, Func<DoraFigures, Frequency> of) =>
        new(name, MetricUnit.PerDay, help, figures => (of(figures).Value, of(figures).Reason));

    private static DoraMetric Share(string name, string help, Func<DoraFigures, Rate> of) =>
        new(name, MetricUnit.Ratio, help, figures => (of(figures).Value, of(figures).Reason));

    private static DoraMetric Counted(string name, string help, Func<DoraFigures, long> of) =>
        new(name, MetricUnit.Count, help, figures => (of(figures), null));
}
