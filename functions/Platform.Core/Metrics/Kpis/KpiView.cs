using System.Text.Json.Serialization;
using Platform.Core.Metrics.Kpis.Figures;
using Platform.Core.Metrics.Queries;
using Platform.Core.Metrics.Shapes;

namespace Platform.Core.Metrics.Kpis;

public enum TrendDirection
{
    Unknown,
    Rising,
    Falling,
    Flat,
}

/// <param name="Previous">The figure of as many days right before.</param>
/// <param name="Change">What was added since.</param>
public sealed record KpiTrend(double? Previous, double? Change, TrendDirection Direction)
{
    private const double Noise = 1e-9;

    public static KpiTrend Of(double? value, double? previous) => (value - previous) switch
    {
        null => new(previous, null, TrendDirection.Unknown),
        > Noise and var change => new(previous, change, TrendDirection.Rising),
        < -Noise and var change => new(previous, change, TrendDirection.Falling),
        var change => new(previous, change, TrendDirection.Flat),
    };
}

/// <summary>A figure with its goal and where it goes.</summary>
/// <param name="Explain">Where what is behind it is told.</param>
public sealed record KpiView(
    string Id,
    string Meaning,
    MetricUnit Unit,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Value,
    string? Reason,
    KpiGoal Goal,
    Verdict Verdict,
    KpiTrend Trend,
    IReadOnlyList<KpiPart> Parts,
    string Explain)
{
    internal static KpiView Of(IKpi kpi, KpiFigure figure, KpiFigure previous, KpiSpan span) => new(
        kpi.Id, kpi.Meaning, kpi.Unit, figure.Value, figure.Reason, figure.Goal, figure.Verdict,
        KpiTrend.Of(figure.Value, previous.Value), figure.Parts,
        Explanation.AddressOf(span.Scope, span.From, span.To)
            .Replace("/dora/", "/platform/", StringComparison.Ordinal) + $"&figure={kpi.Id}");
}

/// <summary>Makes the one form of figures of the platform's answers.</summary>
public static class KpiRows
{
    /// <summary>What OpenMetrics' names begin with.</summary>
    public const string Prefix = "platform_kpi";

    public static IEnumerable<MetricRow> Of(MetricsQuery query, PlatformAnswer answer)
    {
        var periods = answer.Periods?.Select(one => (new MetricPeriod(one.Label, one.From, one.To, one.Provisional), one.Figures))
            ?? [(
                new MetricPeriod("total", answer.From, answer.To, answer.Provisional),
                [.. answer.Figures.Select(one => new KpiFigure(
                    one.Id, one.Unit, one.Value, one.Reason, one.Goal, one.Verdict, one.Parts))])];
        var all = answer.Comparison is not { } other ? periods : periods.Append(
            (new MetricPeriod(query.Comparison.ToString().ToLowerInvariant(), other.From, other.To), other.Figures));
        return all.SelectMany(period => period.Item2.SelectMany(figure => Of(query, period.Item1, figure)));
    }

    /// <param name="metric">A figure's name, or that of a part of one.</param>
    public static string? HelpOf(IEnumerable<IKpi> kpis, string metric)
    {
        var names = metric.Split('.');
        return kpis.FirstOrDefault(kpi => kpi.Id == names[0]) is not { } found ? null
            : names.Length == 1 ? found.Meaning
            : names[1] == "goalMet" ? $"Whether the goal of {found.Id} is met."
            : $"{names[1]} of {found.Id}; see the documentation.";
    }

    private static IEnumerable<MetricRow> Of(MetricsQuery query, MetricPeriod period, KpiFigure figure)
    {
        yield return new(query.Scope, period, figure.Id, figure.Unit, figure.Value, figure.Reason);
        yield return new(
            query.Scope, period, $"{figure.Id}.goalMet", MetricUnit.Count,
            figure.Verdict switch { Verdict.Met => 1, Verdict.NotMet => 0, _ => null },
            figure.Verdict == Verdict.Unknown ? figure.Reason ?? KpiReasons.NoHistory : null);
        foreach (var part in figure.Parts)
        {
            yield return new(query.Scope, period, $"{figure.Id}.{part.Name}", part.Unit, part.Value, part.Reason);
        }
    }
}
