using System.Globalization;
using Platform.Core.Metrics.Rollups;

namespace Platform.Core.Metrics.Alerts.Rules;

/// <summary>A rollback on each of three days in a row, up to today or yesterday.</summary>
public sealed class DailyRollbacksRule : IAlertRule
{
    public string Id => "rollbacks-daily";

    public string Runbook =>
        "Something reaches production every day that should not. Stop and look at the last rollbacks together: if they have "
        + "one cause, "
        + "mend that before the next deployment; if they have many, the checks before production miss what they are for.";

    public async Task<IReadOnlyList<AlertFinding>?> LookAsync(AlertFigures figures, CancellationToken cancellationToken) =>
        await figures.NarrowestAsync((scope, token) => LookAsync(figures, scope, token), cancellationToken);

    private static async Task<AlertFinding?> LookAsync(AlertFigures figures, Scope scope, CancellationToken cancellationToken)
    {
        var days = figures.Thresholds.DailyRollbackDays;
        foreach (var last in new[] { figures.Today, figures.Today.AddDays(-1) })
        {
            var rollbacks = await figures.RollbacksAsync(scope, last, days, cancellationToken);
            if (rollbacks.Any(count => count == 0))
            {
                continue;
            }

            var evidence = await figures.ComponentsOfAsync(
                scope,
                async (one, token) =>
                {
                    var own = (await figures.RollbacksAsync(one, last, days, token)).Sum();
                    return (own, string.Create(CultureInfo.InvariantCulture, $"{own} rollbacks in these days"));
                },
                cancellationToken);
            return new(
                AlertFigures.SubjectOf(scope), AlertSeverity.Warning,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{AlertFigures.SubjectOf(scope)} was rolled back on each of {days} days, {rollbacks.Sum()} times in all"),
                IsConfirmed: true, evidence);
        }

        return null;
    }
}
