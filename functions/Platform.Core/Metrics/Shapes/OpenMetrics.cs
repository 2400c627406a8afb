using System.Globalization;
using System.Text;

namespace Platform.Core.Metrics.Shapes;

/// <summary>
/// Figures in the text format of OpenMetrics 1.0. All are gauges: a figure of a window falls as well as it rises. Each has two
/// labels, the scope's kind and name, so there are as many series as figures for each scope that is asked for. A figure without a
/// value has no sample; the family <c>PREFIX_missing</c> names it with its reason.
/// </summary>
public static class OpenMetrics
{
    public const string ContentType = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    /// <param name="prefix">What the names begin with: lower case letters and underscores.</param>
    /// <param name="rows">Of one period.</param>
    /// <param name="help">What a figure is, by its name; null: nothing to say.</param>
    public static string Write(string prefix, IEnumerable<MetricRow> rows, Func<string, string?>? help = null)
    {
        var all = rows.ToList();
        var text = new StringBuilder();
        foreach (var family in all.Where(row => row.Value is not null).GroupBy(row => (row.Metric, row.Unit)))
        {
            var name = NameOf(prefix, family.Key.Metric, family.Key.Unit);
            Describe(text, name, SuffixOf(family.Key.Unit), help?.Invoke(family.Key.Metric));
            foreach (var row in family)
            {
                Sample(text, name, Labels(row), row.Value!.Value);
            }
        }

        var missing = all.Where(row => row.Value is null).ToList();
        if (missing.Count > 0)
        {
            var name = $"{prefix}_missing";
            Describe(text, name, null, "Figures without a value, and why.");
            foreach (var row in missing)
            {
                Sample(text, name, $"{Labels(row)},metric=\"{Escaped(row.Metric)}\",reason=\"{Escaped(row.Reason ?? "")}\"", 1);
            }
        }

        return text.Append("# EOF\n").ToString();
    }

    /// <returns>Such as <c>platform_dora_change_lead_time_seconds</c>.</returns>
    public static string NameOf(string prefix, string metric, MetricUnit unit)
    {
        var name = new StringBuilder(prefix).Append('_');
        foreach (var letter in metric)
        {
            _ = letter == '.' ? name.Append('_')
                : char.IsAsciiLetterUpper(letter) ? name.Append('_').Append(char.ToLowerInvariant(letter))
                : name.Append(letter);
        }

        // "_count" belongs to histograms and summaries.
        if (metric.EndsWith(".count", StringComparison.Ordinal))
        {
            name.Length -= "_count".Length;
            name.Append("_number");
        }

        return SuffixOf(unit) is { } suffix ? name.Append('_').Append(suffix).ToString() : name.ToString();
    }

    private static string? SuffixOf(MetricUnit unit) => unit switch
    {
        MetricUnit.Seconds => "seconds",
        MetricUnit.Ratio => "ratio",
        MetricUnit.PerDay => "per_day",
        _ => null,
    };

    private static void Describe(StringBuilder text, string name, string? unit, string? help)
    {
        text.Append("# TYPE ").Append(name).Append(" gauge\n");
        if (unit is not null)
        {
            text.Append("# UNIT ").Append(name).Append(' ').Append(unit).Append('\n');
        }

        if (help is not null)
        {
            text.Append("# HELP ").Append(name).Append(' ').Append(Escaped(help)).Append('\n');
        }
    }

    private static void Sample(StringBuilder text, string name, string labels, double value) => text
        .Append(name).Append('{').Append(labels).Append("} ")
        .Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');

    private static string Labels(MetricRow row) =>
        $"scope=\"{row.Scope.Kind.ToString().ToLowerInvariant()}\",name=\"{Escaped(row.Scope.Name)}\"";

    private static string Escaped(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);
}
