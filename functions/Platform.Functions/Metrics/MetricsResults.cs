using Microsoft.AspNetCore.Mvc;
using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Queries;
using Platform.Core.Metrics.Rollups;
using Platform.Core.Metrics.Shapes;
using Platform.Core.Primitives;
using Platform.Functions.Hosting;

namespace Platform.Functions.Metrics;

/// <summary>One answer in the format that was asked for; all figures of metrics are told in the same formats.</summary>
public sealed class MetricsResults(DoraOptions options)
{
    private readonly DayClock _clock = new(options.TimeZone);

    /// <param name="query">What was asked.</param>
    /// <param name="answer">With all that is known: what JSON tells.</param>
    /// <param name="rows">The figures alone: what the other formats are made of.</param>
    /// <param name="prefix">What OpenMetrics' names begin with.</param>
    /// <param name="help">What a figure is, by its name.</param>
    public IActionResult Of<T>(
        MetricsQuery query, T answer, Func<IEnumerable<MetricRow>> rows, string prefix, Func<string, string?>? help = null) =>
        query.Format switch
        {
            MetricsFormat.Csv => Text(CsvText.ContentType, MetricsCsv.Write(rows())),
            MetricsFormat.OpenMetrics => Text(OpenMetrics.ContentType, OpenMetrics.Write(prefix, rows(), help)),
            MetricsFormat.Flat => JsonResults.Json(FlatRow.Of(rows(), _clock)),
            _ => JsonResults.Json(answer),
        };

    private static ContentResult Text(string type, string content) => new() { ContentType = type, Content = content };
}
