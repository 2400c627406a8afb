using System.Globalization;
using Platform.Core.Metrics.Kpis.Figures;
using Platform.Core.Metrics.Rollups;

namespace Platform.Core.Metrics.Alerts.Rules;

/// <summary>Fewer of the services that were asked for in 30 days are in production in time than is wanted; what waits
/// counts.</summary>
public sealed class OnboardingRule : IAlertRule
{
    private const int MostNamed = 10;

    private static readonly OnboardingKpi Kpi = new();

    public string Id => "onboarding-over-target";

    public string Runbook =>
        "Open the critical path of the named tasks (scaffolder/v2/tasks/ID/onboarding): it says whether people, runners, "
        + "syncs or the "
        + "platform took the time. Waiting for approvals is told apart; if it is the most, ask whether the approval decides "
        + "anything.";

    public async Task<IReadOnlyList<AlertFinding>?> LookAsync(AlertFigures figures, CancellationToken cancellationToken)
    {
        var inputs = await figures.InputsAsync(cancellationToken);
        var teams = (await figures.TeamsAsync(cancellationToken)).Select(Finding).OfType<AlertFinding>().ToList();
        return teams.Count > 0 ? teams : [.. new[] { Finding(figures.Organization) }.OfType<AlertFinding>()];

        AlertFinding? Finding(Scope scope)
        {
            var span = new KpiSpan(scope, figures.Today.AddDays(1 - figures.Thresholds.OnboardingDays), figures.Today);
            var figure = Kpi.Of(inputs, span);
            return figure.Part("withinTarget") is { } share && share < figures.Thresholds.OnboardingShare
                && figure.Part("services") >= figures.Thresholds.LeastServices
                    ? new(
                        AlertFigures.SubjectOf(scope), AlertSeverity.Warning,
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{figure.Part("overTarget")} of {figure.Part("services")} new services of ")
                            + $"{AlertFigures.SubjectOf(scope)} took longer than wanted ({figure.Goal.Text})",
                        IsConfirmed: true,
                        [.. Kpi.Explain(inputs, span).Where(one => one.State.EndsWith("over target", StringComparison.Ordinal))
                            .OrderByDescending(one => one.Value).Take(MostNamed)
                            .Select(one => new AlertEvidence(one.Kind, one.Id, $"{one.State}: {one.Detail}"))])
                    : null;
        }
    }
}
