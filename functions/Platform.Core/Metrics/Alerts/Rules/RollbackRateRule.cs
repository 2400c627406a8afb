using System.Globalization;
using Platform.Core.Metrics.Rollups;

namespace Platform.Core.Metrics.Alerts.Rules;

/// <summary>
/// Rollbacks to deployments over 30 days above 10 %, of at least ten deployments. Confirmed when Wilson's one-sided lower bound
/// of 95 % is above it, too: few deployments show much by chance.
/// </summary>
public sealed class RollbackRateRule : IAlertRule
{
    public string Id => "rollback-rate";

    public string Runbook =>
        "Open the explanation of the named components and look at what was rolled back and why. Smaller changes, a check "
        + "before the "
        + "step that failed, or a staged roll-out are the usual cures; do not ask for fewer rollbacks, they are the recovery.";

    public async Task<IReadOnlyList<AlertFinding>?> LookAsync(AlertFigures figures, CancellationToken cancellationToken) =>
        await figures.NarrowestAsync((scope, token) => LookAsync(figures, scope, token), cancellationToken);

    private static async Task<AlertFinding?> LookAsync(AlertFigures figures, Scope scope, CancellationToken cancellationToken)
    {
        var (all, hits) = await CountAsync(figures, scope, cancellationToken);
        var limit = figures.Thresholds.RollbackRate;
        if (all < figures.Thresholds.LeastDeployments || hits <= limit * all)
        {
            return null;
        }

        var bound = Wilson.LowerBound(hits, all);
        var isConfirmed = bound > limit;
        var evidence = await figures.ComponentsOfAsync(
            scope,
            async (one, token) =>
            {
                var (deployments, rollbacks) = await CountAsync(figures, one, token);
                return (rollbacks, Text($"{rollbacks} of {deployments} deployments were rollbacks"));
            },
            cancellationToken);
        return new(
            AlertFigures.SubjectOf(scope),
            isConfirmed ? AlertSeverity.Critical : AlertSeverity.Warning,
            Text($"{hits} of {all} deployments of {AlertFigures.SubjectOf(scope)} in ")
                + Text($"{figures.Thresholds.RollbackDays} days were ")
                + Text($"rollbacks ({hits * 100.0 / all:0.#} %, with 95 % certainty more than {bound * 100:0.#} %)"),
            isConfirmed,
            evidence);
    }

    private static async Task<(long All, long Hits)> CountAsync(
        AlertFigures figures, Scope scope, CancellationToken cancellationToken)
    {
        var found = await figures.DoraAsync(scope, figures.Today, figures.Thresholds.RollbackDays, cancellationToken);
        var rate = found.Rollbacks.Rate;
        return (rate.Denominator, rate.Numerator);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
