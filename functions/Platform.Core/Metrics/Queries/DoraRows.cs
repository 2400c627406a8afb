using System.Text.Json;
using Platform.Core.Metrics.Reports;
using Platform.Core.Metrics.Rollups;
using Platform.Core.Metrics.Shapes;

namespace Platform.Core.Metrics.Queries;

/// <summary>Makes the one form of figures of DORA's answers.</summary>
public static class DoraRows
{
    /// <returns>Of each period, or of the whole; then those it is compared with.</returns>
    public static IEnumerable<MetricRow> Of(MetricsQuery query, DoraAnswer answer)
    {
        var periods = answer.Periods?.Select(one => (new MetricPeriod(one.Label, one.From, one.To, one.Provisional), one.Figures))
            ?? [(new MetricPeriod("total", answer.From, answer.To, answer.Provisional), answer.Figures)];
        var all = answer.Comparison is not { } other ? periods : periods.Append(
            (new MetricPeriod(query.Comparison.ToString().ToLowerInvariant(), other.From, other.To), other.Figures));
        return all.SelectMany(period => Of(query.Scope, period.Item1, period.Item2));
    }

    private static IEnumerable<MetricRow> Of(Scope scope, MetricPeriod period, DoraFigures figures) => DoraMetrics.All.Select(
        metric =>
        {
            var (value, reason) = metric.Of(figures);
            return new MetricRow(
                scope, period, metric.Name, metric.Unit, value,
                value is null && reason is { } why ? JsonNamingPolicy.CamelCase.ConvertName($"{why}") : null);
        });
}
