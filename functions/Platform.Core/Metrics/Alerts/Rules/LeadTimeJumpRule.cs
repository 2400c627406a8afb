using System.Globalization;
using Platform.Core.Metrics.Rollups;
using Platform.Core.Scaffolding.Onboarding;

namespace Platform.Core.Metrics.Alerts.Rules;

/// <summary>The median lead time of the last 7 days is twice that of the 28 days before, of at least ten changes each.</summary>
public sealed class LeadTimeJumpRule : IAlertRule
{
    private const int Recent = 7;
    private const int Before = 28;

    public string Id => "lead-time-jump";

    public string Runbook =>
        "Look at the stages in metrics/dora: coding, pickup, review, merge to deployment. The one that grew says where to ask. A "
        + "release of old changes at once looks the same; then it is over within a week.";

    public async Task<IReadOnlyList<AlertFinding>?> LookAsync(AlertFigures figures, CancellationToken cancellationToken) =>
        await figures.NarrowestAsync((scope, token) => LookAsync(figures, scope, token), cancellationToken);

    private static async Task<AlertFinding?> LookAsync(AlertFigures figures, Scope scope, CancellationToken cancellationToken)
    {
        var recent = (await figures.DoraAsync(scope, figures.Today, Recent, cancellationToken)).ChangeLeadTime;
        var before = (await figures.DoraAsync(scope, figures.Today.AddDays(-Recent), Before, cancellationToken)).ChangeLeadTime;
        var least = figures.Thresholds.LeastChanges;
        if (recent.Count < least || before.Count < least || recent.Value is not { } now || before.Value is not { } then
            || then <= 0 || now < then * figures.Thresholds.LeadTimeJump)
        {
            return null;
        }

        var (slow, usual) = (DurationText.Of(TimeSpan.FromSeconds(now)), DurationText.Of(TimeSpan.FromSeconds(then)));
        var evidence = await figures.ComponentsOfAsync(
            scope,
            async (one, token) =>
            {
                var own = (await figures.DoraAsync(one, figures.Today, Recent, token)).ChangeLeadTime;
                return own.Value is { } median
                    ? (median, $"{own.Count} changes, median {DurationText.Of(TimeSpan.FromSeconds(median))}")
                    : (0, string.Empty);
            },
            cancellationToken);
        return new(
            AlertFigures.SubjectOf(scope), AlertSeverity.Warning,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Changes of {AlertFigures.SubjectOf(scope)} take {slow}, {now / then:0.#} times the {usual} before"),
            IsConfirmed: true, evidence);
    }
}
