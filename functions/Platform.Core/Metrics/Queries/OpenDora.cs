using System.Globalization;
using Platform.Core.Metrics.Reports;
using Platform.Core.Primitives;

namespace Platform.Core.Metrics.Queries;

/// <param name="Key">202601 (week), 26/01 (month) or 2026-01-01 (the quarter's first day).</param>
public sealed record OpenDoraPoint(string Key, double Value);

public sealed record OpenDoraMetric(string Aggregation, IReadOnlyList<OpenDoraPoint> DataPoints);

/// <param name="Value">Empty where there is none: then the key says why.</param>
public sealed record OpenDoraBenchmark(string Key, string Value);

/// <summary>
/// The answers that the OpenDORA plugin of Backstage reads: its names, keys and units (hours, a share from 0 to 1). It knows no
/// null, so a period without a value has no point; a zero is a count of none.
/// </summary>
public static class OpenDora
{
    private const int Edition = 2023;
    private const double Hour = 3600;

    public static IReadOnlyList<string> Aggregations { get; } = ["weekly", "monthly", "quarterly"];

    public static IReadOnlyList<string> Metrics { get; } = ["df_count", "df_average", "mltc", "cfr", "mttr"];

    public static IReadOnlyList<string> Benchmarks { get; } = ["df", "mltc", "cfr", "mttr"];

    /// <summary>A project is a component, unless a team is named; without either it is the organisation.</summary>
    /// <param name="parameter">As the plugin names them.</param>
    /// <param name="parser">Of our own parameters.</param>
    /// <param name="today">In the organisation's zone.</param>
    public static Result<MetricsQuery> Parse(Func<string, string?> parameter, MetricsQueryParser parser, DateOnly today)
    {
        var (from, to) = (parameter("from"), parameter("to"));
        return parser.Parse(name => name switch
        {
            "scope" when parameter("team") is { Length: > 0 } team => $"team:{team}",
            "scope" when parameter("project") is { Length: > 0 } project => $"component:{project.ToLowerInvariant()}",
            "granularity" => parameter("aggregation") switch
            {
                null or "" or "weekly" => "week",
                "monthly" => "month",
                "quarterly" => "quarter",
                var other => other,
            },
            "from" => string.IsNullOrEmpty(from) ? $"{today.AddMonths(-6):yyyy-MM-dd}" : DayOf(from),
            "to" => string.IsNullOrEmpty(to) ? $"{today:yyyy-MM-dd}" : DayOf(to),
            _ => null,
        });
    }

    public static OpenDoraMetric MetricOf(string type, string? aggregation, MetricsQuery query, DoraAnswer answer)
    {
        var (points, sum) = (new List<OpenDoraPoint>(), 0.0);
        foreach (var (period, number) in (answer.Periods ?? []).Select((period, index) => (period, index + 1)))
        {
            sum += period.Figures.DeploymentFrequency.Raw.Count;
            var value = type switch
            {
                "df_count" when period.Figures.DeploymentFrequency.Raw.Reason is null =>
                    period.Figures.DeploymentFrequency.Raw.Count,
                "df_average" when period.Figures.DeploymentFrequency.Raw.Reason is null => sum / number,
                "mltc" => period.Figures.ChangeLeadTime.Value / Hour,
                "cfr" => period.Figures.ChangeFailRate.Value,
                "mttr" => period.Figures.FailedDeploymentRecoveryTime.Value / Hour,
                _ => (double?)null,
            };
            if (value is { } known)
            {
                points.Add(new(KeyOf(period, query.Granularity), known));
            }
        }

        return new(string.IsNullOrEmpty(aggregation) ? Aggregations[0] : aggregation, points);
    }

    public static OpenDoraBenchmark BenchmarkOf(string type, DoraAnswer answer)
    {
        var tiers = DoraTiers.Of(Edition, answer.Figures, answer.DeployDays);
        return type switch
        {
            "df" => tiers.DeploymentFrequency.Tier is not { } tier ? new("na-deployments", string.Empty)
                : tier >= DoraTier.High ? new($"week-{Name(tier)}", Text(answer.DeployDays.MedianPerWeek))
                : new($"month-{Name(tier)}", Text(answer.DeployDays.MedianPerMonth)),
            "mltc" => Of(tiers.ChangeLeadTime, answer.Figures.ChangeLeadTime.Value / Hour, "na-deployments-pullrequests"),
            "cfr" => Of(tiers.ChangeFailRate, answer.Figures.ChangeFailRate.Value * 100, "na-deployments"),
            _ => Of(
                tiers.FailedDeploymentRecoveryTime, answer.Figures.FailedDeploymentRecoveryTime.Value / Hour, "na-incidents"),
        };
    }

    private static OpenDoraBenchmark Of(TierLabel label, double? value, string none) =>
        label.Tier is { } tier ? new(Name(tier), Text(value)) : new(none, string.Empty);

    private static string Name(DoraTier tier) => tier.ToString().ToLowerInvariant();

    private static string Text(double? value) => value is { } number
        ? Math.Round(number, 1, MidpointRounding.AwayFromZero).ToString(CultureInfo.InvariantCulture)
        : string.Empty;

    private static string KeyOf(PeriodFigures period, Granularity granularity) => granularity switch
    {
        Granularity.Week => period.Label.Replace("-W", string.Empty, StringComparison.Ordinal),
        Granularity.Month => period.From.ToString("yy/MM", CultureInfo.InvariantCulture),
        _ => $"{period.From.Year:D4}-{((period.From.Month - 1) / 3 * 3) + 1:D2}-01",
    };

    // The plugin's instants; anything else is told as it is, and refused as a day.
    private static string DayOf(string text) => DateTimeOffset.TryParse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? $"{at.UtcDateTime:yyyy-MM-dd}" : text;
}
