using System.Text.Json;
using Platform.Core.Metrics.Reports;
using Platform.Core.Metrics.Rollups;
using Platform.Core.Metrics.Shapes;

namespace Platform.Core.Metrics.Queries;

/// <summary>Makes the one form of figures of DORA's answers.</summary>
public static class DoraRows
{
    /// <returns>
    /// Of each period, or of the whole with what hasn't ended; then those it is compared with. What hasn't ended belongs to no
    /// part of the window.
    /// </returns>
    public static IEnumerable<MetricRow> Of(MetricsQuery query, DoraAnswer answer)
    {
        var total = new MetricPeriod("total", answer.From, answer.To, answer.Provisional);
        var periods = answer.Periods?.Select(one => (new MetricPeriod(one.Label, one.From, one.To, one.Provisional), one.Figures))
            ?? [(total, answer.Figures)];
        var all = answer.Comparison is not { } other ? periods : periods.Append(
            (new MetricPeriod(query.Comparison.ToString().ToLowerInvariant(), other.From, other.To), other.Figures));
        return all.SelectMany(period => Of(query.Scope, period.Item1, period.Item2))
            .Concat(answer.Periods is null ? Of(query.Scope, total, answer.Open) : []);
    }

    private static IEnumerable<MetricRow> Of(Scope scope, MetricPeriod period, OpenWork open) => DoraMetrics.Open.Select(metric =>
    {
        var value = metric.Of(open);
        return new MetricRow(scope, period, metric.Name, metric.Unit, value, value is null ? "nothingOpen" : null);
    });

    private static IEnumerable<MetricRow> Of(Scope scope, MetricPeriod period, DoraFigures figures) => DoraMetrics.All.Select(
        metric =>
        {
            var (value, reason) = metric.Of(figures);
            return new MetricRow(
                scope, period, metric.Name, metric.Unit, value,
                value is null && reason is { } why ? JsonNamingPolicy.CamelCase.ConvertName($"{why}") : null);
        });
}
