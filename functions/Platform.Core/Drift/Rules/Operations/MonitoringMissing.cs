namespace Platform.Core.Drift.Rules.Operations;

public sealed class MonitoringMissing : IDriftRule
{
    private static readonly HashSet<string> Monitors = new(StringComparer.Ordinal)
    {
        "ServiceMonitor", "PodMonitor", "PodMonitoring", "VMServiceScrape", "VMPodScrape", "Instrumentation",
        "OpenTelemetryCollector",
    };

    public RuleDescription Description { get; } = new(
        "monitoring-missing",
        "Nothing collects the service's metrics",
        RuleSeverity.Warning,
        SubjectKind.Repository,
        "Looks for a ServiceMonitor, PodMonitor or OpenTelemetry resource beside the workloads of a service. What nobody "
            + "measures is "
            + "reported by its users.",
        "Add a ServiceMonitor for the service's metrics port.",
        [FactNames.Listing, FactNames.Content, FactNames.Catalog]);

    public RuleJudgement Judge(RuleContext context)
    {
        if (RuleScope.SkipWithoutService(context) is { } skipped)
        {
            return skipped;
        }

        var manifests = context.Repository.Content!.Value.Manifests;
        return manifests.FirstOrDefault(RuleScope.IsWorkload) is not { } workload
            ? RuleJudgement.NotApplicable("It holds no workload.")
            : manifests.Any(one => Monitors.Contains(one.Kind)) ? RuleJudgement.Passed
            : RuleJudgement.Failed(
                $"Nothing collects the metrics of {workload.Kind} {workload.Name}.", $"{workload.Path}:{workload.Line}",
                "a ServiceMonitor or PodMonitor");
    }
}
