using System.Globalization;
using System.Text;
using Platform.Core.Primitives;

namespace Platform.Core.Metrics.Shapes;

/// <summary>
/// Figures as CSV (RFC 4180): a line for each scope and period, a column for each figure. One without a value is an empty cell,
/// and its reason stands in the column after it.
/// </summary>
public static class MetricsCsv
{
    private static readonly string[] Leading = ["scope", "name", "period", "from", "to", "provisional"];

    public static string Write(IEnumerable<MetricRow> rows)
    {
        var all = rows.ToList();
        var withReason = all.Where(row => row.Reason is not null).Select(row => row.Metric).ToHashSet();
        var metrics = all.Select(row => row.Metric).Distinct().ToList();
        var text = new StringBuilder();
        CsvText.AppendLine(text, [.. Leading, .. metrics.SelectMany(
            metric => withReason.Contains(metric) ? new[] { metric, $"{metric}.reason" } : [metric])]);
        foreach (var line in all.GroupBy(row => (row.Scope, row.Period)))
        {
            var byMetric = line.ToDictionary(row => row.Metric);
            CsvText.AppendLine(text, [.. Leading.Select(column => LeadingCell(column, line.First())), .. metrics.SelectMany(
                metric => Cells(byMetric.GetValueOrDefault(metric), withReason.Contains(metric)))]);
        }

        return text.ToString();
    }

    private static string LeadingCell(string column, MetricRow row) => column switch
    {
        "scope" => row.Scope.Kind.ToString().ToLowerInvariant(),
        "name" => row.Scope.Name,
        "period" => row.Period.Label,
        "from" => $"{row.Period.From:yyyy-MM-dd}",
        "to" => $"{row.Period.To:yyyy-MM-dd}",
        _ => row.Period.Provisional ? "true" : "false",
    };

    private static IEnumerable<string> Cells(MetricRow? row, bool withReason)
    {
        yield return row?.Value?.ToString(CultureInfo.InvariantCulture) ?? string.Empty;
        if (withReason)
        {
            yield return row?.Reason ?? string.Empty;
        }
    }
}
