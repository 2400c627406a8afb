using System.Globalization;
using Platform.Core.Metrics.Reports;
using Platform.Core.Metrics.Rollups;
using Platform.Core.Metrics.Surveys;

namespace Platform.Core.Metrics.Alerts.Rules;

/// <summary>
/// Delivery is strong, or got better, while satisfaction is low or fell: good numbers, bad experience. Satisfaction is that of
/// the smallest group that may be told of, and the alert is that group's: it names the scopes that deliver well, and nobody
/// smaller.
/// </summary>
public sealed class UnhappyDeliveryRule(ISatisfaction satisfaction) : IAlertRule
{
    private const int Span = 30;

    public string Id => "delivery-without-satisfaction";

    public string Runbook =>
        "Do not celebrate the figures yet. Ask the named group what it costs them, in a retrospective or the next survey, and "
        + "look at "
        + "interrupts, work after hours and tickets that say it would be faster without the platform.";

    public async Task<IReadOnlyList<AlertFinding>?> LookAsync(AlertFigures figures, CancellationToken cancellationToken)
    {
        var groups = new Dictionary<Scope, (SatisfactionReading Reading, List<AlertEvidence> Scopes)>();
        foreach (var scope in (await figures.TeamsAsync(cancellationToken)).Append(figures.Organization))
        {
            if (await StrengthAsync(figures, scope, cancellationToken) is { } strength
                && await satisfaction.SmallestPublishableAsync(
                    scope, figures.Today.AddDays(-figures.Thresholds.SatisfactionDays), figures.Today, cancellationToken)
                    is { } reading
                && WhyUnhappy(reading, figures.Thresholds) is not null)
            {
                groups.TryAdd(reading.Group, (reading, []));
                groups[reading.Group].Scopes.Add(new(
                    $"{scope.Kind}".ToLowerInvariant(), AlertFigures.SubjectOf(scope), strength));
            }
        }

        return [.. groups.Select(group => Finding(group.Key, group.Value.Reading, group.Value.Scopes, figures.Thresholds))];
    }

    private static AlertFinding Finding(
        Scope group, SatisfactionReading reading, List<AlertEvidence> scopes, AlertOptions thresholds) => new(
        AlertFigures.SubjectOf(group),
        AlertSeverity.Warning,
        string.Create(
            CultureInfo.InvariantCulture,
            $"Delivery is good while the satisfaction of {AlertFigures.SubjectOf(group)} {WhyUnhappy(reading, thresholds)}"),
        IsConfirmed: true,
        [
            new("survey", AlertFigures.SubjectOf(group), string.Create(
                CultureInfo.InvariantCulture,
                $"round {reading.Round} of {reading.Survey}, closed {reading.To:yyyy-MM-dd}, {reading.Answers} answers or more; ")
                + "the smallest group that may be told of"),
            .. scopes,
        ]);

    private static string? WhyUnhappy(SatisfactionReading reading, AlertOptions thresholds) =>
        reading.PercentFavourable < thresholds.LowSatisfaction
            ? string.Create(CultureInfo.InvariantCulture, $"is low: {reading.PercentFavourable:0} % favourable")
            : reading.Previous - reading.PercentFavourable >= thresholds.SatisfactionFall
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"fell from {reading.Previous:0} % to {reading.PercentFavourable:0} % favourable")
                : null;

    /// <returns>Why delivery is good; null when it is not, or when there is too little to say so.</returns>
    private static async Task<string?> StrengthAsync(AlertFigures figures, Scope scope, CancellationToken cancellationToken)
    {
        var now = await figures.DoraAsync(scope, figures.Today, Span, cancellationToken);
        var before = await figures.DoraAsync(scope, figures.Today.AddDays(-Span), Span, cancellationToken);
        var thresholds = figures.Thresholds;
        if (now.DeploymentFrequency.Raw.Count < thresholds.LeastDeployments)
        {
            return null;
        }

        var isStrong = now.ChangeLeadTime.Value <= thresholds.StrongLeadTimeHours * 3600
            && now.DeploymentFrequency.Net.Value >= thresholds.StrongDeploymentsPerDay
            && now.ChangeFailRate.Value <= thresholds.StrongChangeFailRate;
        return isStrong ? "strong delivery"
            : before.DeploymentFrequency.Raw.Count >= thresholds.LeastDeployments && IsRising(now, before, thresholds)
                ? "delivery that got better"
                : null;
    }

    private static bool IsRising(DoraFigures now, DoraFigures before, AlertOptions thresholds) =>
        !(now.ChangeFailRate.Value > before.ChangeFailRate.Value)
        && (now.DeploymentFrequency.Net.Value >= before.DeploymentFrequency.Net.Value * (1 + thresholds.RisingBy)
            || now.ChangeLeadTime.Value <= before.ChangeLeadTime.Value * (1 - thresholds.RisingBy));
}
