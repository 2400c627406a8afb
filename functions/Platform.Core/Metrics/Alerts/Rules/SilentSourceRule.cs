using Platform.Core.Metrics.Kpis.Figures;
using Platform.Core.Metrics.Kpis.Noted;
using Platform.Core.Scaffolding.Onboarding;

namespace Platform.Core.Metrics.Alerts.Rules;

/// <summary>
/// A source of events is silent by its own rhythm: hours of the week went by in which it was heard in at least two of the last
/// four weeks; or, where it has no such hours, it is silent for twice its longest usual pause. Whoever was hardly ever heard, or
/// for less than a week, has no rhythm.
/// </summary>
public sealed class SilentSourceRule(ISignsOfLife signs) : IAlertRule
{
    private const int Week = 7 * 24;
    private const int Weeks = 4;
    private const int UsuallyHeard = 2;

    /// <summary>The platform's own events come when somebody asks for something.</summary>
    private const string Own = "/platform/";

    public string Id => "source-silent";

    public string Runbook =>
        "Figures of what this source tells about stop growing and look like zeros. See whether its webhook is still there and "
        + "was "
        + "refused (access and poison queues), whether its secret changed, and send again what was missed. A source that is "
        + "gone for "
        + "good is muted with that reason.";

    public async Task<IReadOnlyList<AlertFinding>?> LookAsync(AlertFigures figures, CancellationToken cancellationToken) =>
    [
        .. (await signs.ListAsync(SignKind.Source, cancellationToken))
            .Where(sign => !sign.Name.StartsWith(Own, StringComparison.Ordinal))
            .Select(sign => Look(sign, figures.Now, figures.Thresholds)).OfType<AlertFinding>(),
    ];

    internal static AlertFinding? Look(SignOfLife sign, DateTimeOffset now, AlertOptions thresholds)
    {
        var last = SignOfLife.HourOf(sign.LastAt);
        var hours = sign.Hours.Where(hour => hour > last - (Weeks * Week)).ToList();
        var silent = now - sign.LastAt;
        if (hours.Count < thresholds.LeastSourceHours || last - hours[0] < Week
            || silent.TotalHours < thresholds.LeastSilenceHours)
        {
            return null;
        }

        var missed = Missed(hours.ToHashSet(), last, SignOfLife.HourOf(now));
        var pause = Trends.Quantile(hours.Zip(hours.Skip(1), (before, after) => (double)(after - before)), 0.99) ?? 0;
        return missed < thresholds.MissedHours && silent.TotalHours <= thresholds.SilenceFactor * pause
            ? null
            : new(
                $"source:{sign.Name}", AlertSeverity.Warning,
                $"Nothing was heard from {sign.Name} for {DurationText.Of(silent)}", IsConfirmed: true,
                [new("source", sign.Name, missed > 0
                    ? $"heard last {sign.LastAt:u}; {missed} hours went by in which it usually is heard"
                    : $"heard last {sign.LastAt:u}; its longest usual pause is {DurationText.Of(TimeSpan.FromHours(pause))}")]);
    }

    // The hour that runs now may still bring something. What is missed for more than a week is missed anyhow.
    private static int Missed(HashSet<long> heard, long last, long now) =>
        Enumerable.Range(1, (int)Math.Clamp(now - last - 1, 0, Week)).Count(step =>
            Enumerable.Range(1, Weeks).Count(week => heard.Contains(last + step - (week * Week))) >= UsuallyHeard);
}
