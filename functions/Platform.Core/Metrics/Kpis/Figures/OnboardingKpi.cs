using Platform.Core.Metrics.Shapes;
using Platform.Core.Scaffolding.Onboarding;

namespace Platform.Core.Metrics.Kpis.Figures;

/// <summary>
/// Onboarding time: from the accepted request for a scaffold to the first successful deployment to production, of services that
/// were requested in the window, by the onboarding clock. Those that still wait are censored, not dropped: the quantiles are
/// Kaplan and Meier's, and once the target has passed one that waits counts as over it. What approvals took is told apart from
/// the rest.
/// </summary>
public sealed class OnboardingKpi : IKpi
{
    public string Id => "onboardingTime";

    public string Meaning => "Median time from a request for a service to its first deployment to production.";

    public MetricUnit Unit => MetricUnit.Seconds;

    public KpiFigure Of(KpiInputs inputs, KpiSpan span)
    {
        var services = In(inputs, span);
        var target = TimeSpan.FromHours(inputs.Options.OnboardingHours);
        var waits = MilestoneSummary.Of(
            Milestone.ProductionDeployed, services.ConvertAll(service => service.Record), inputs.Now);
        var reason = services.Count == 0 ? KpiReasons.NoServices : waits.MedianSeconds is null ? KpiReasons.StillWaiting : null;
        var judged = services.Where(service => service.ProductionAt is not null || Waited(inputs, service) > target).ToList();
        var within = judged.Count(service => service.ProductionAt is not null && Waited(inputs, service) <= target);
        var done = services.Where(service => service.ProductionAt is not null).ToList();
        var share = judged.Count == 0 ? (double?)null : (double)within / judged.Count;

        // Where too few arrived for a median, half of them being late is known all the same.
        var verdict = waits.MedianSeconds is { } median
            ? median < target.TotalSeconds ? Verdict.Met : Verdict.NotMet
            : services.Count > 0 && (judged.Count - within) * 2 > services.Count ? Verdict.NotMet
            : Verdict.Unknown;
        return new(
            Id, Unit, waits.MedianSeconds, reason, Goals.Below(target, inputs.Options), verdict,
            [
                new("p90", MetricUnit.Seconds, waits.P90Seconds, waits.P90Seconds is null ? KpiReasons.StillWaiting : null),
                new("withinTarget", MetricUnit.Ratio, share, share is null ? KpiReasons.NoServices : null),
                new("services", MetricUnit.Count, services.Count),
                new("inProduction", MetricUnit.Count, done.Count),
                new("waiting", MetricUnit.Count, services.Count - done.Count),
                new("overTarget", MetricUnit.Count, judged.Count - within),
                Median("approvalWait", done.Select(service => service.ApprovalWait.TotalSeconds)),
                Median("machineTime", done.Select(
                    service => (service.ProductionAt!.Value - service.RequestedAt - service.ApprovalWait).TotalSeconds)),
            ]);
    }

    public IEnumerable<KpiEvidence> Explain(KpiInputs inputs, KpiSpan span)
    {
        var target = TimeSpan.FromHours(inputs.Options.OnboardingHours);
        return In(inputs, span).Select(service => new KpiEvidence(
            "task",
            service.Record.Task.Value,
            (service.ProductionAt is null, Waited(inputs, service) > target) switch
            {
                (false, false) => "within target",
                (false, true) => "over target",
                (true, false) => "waiting",
                _ => "waiting, over target",
            },
            service.RequestedAt,
            Waited(inputs, service).TotalSeconds,
            $"{service.Component?.Canonical ?? service.Record.Template.Canonical}, of it for approvals "
                + DurationText.Of(service.ApprovalWait)));
    }

    private static TimeSpan Waited(KpiInputs inputs, NewService service) =>
        (service.ProductionAt ?? inputs.Now) - service.RequestedAt;

    private static KpiPart Median(string name, IEnumerable<double> values)
    {
        var median = Trends.Median(values);
        return new(name, MetricUnit.Seconds, median, median is null ? KpiReasons.NoServices : null);
    }

    private static List<NewService> In(KpiInputs inputs, KpiSpan span) => [.. inputs.Services.Where(service =>
        inputs.IsIn(span, service.RequestedAt)
        && inputs.IsOf(span.Scope, service.Component, service.Team, service.System))];
}
