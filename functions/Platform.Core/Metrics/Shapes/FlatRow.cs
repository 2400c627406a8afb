using System.Globalization;
using System.Text.Json.Serialization;
using Platform.Core.Metrics.Rollups;

namespace Platform.Core.Metrics.Shapes;

/// <summary>
/// A figure without anything nested, one object of an array: what Grafana's Infinity data source makes a row of a table or a
/// point of a series of.
/// </summary>
/// <param name="Time">The period's first moment, in UTC: what a series is drawn by.</param>
public sealed record FlatRow(
    string Time,
    DateOnly From,
    DateOnly To,
    string Period,
    bool Provisional,
    ScopeKind Scope,
    string Name,
    string Metric,
    MetricUnit Unit,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Value,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Reason)
{
    /// <param name="rows">The figures.</param>
    /// <param name="clock">In whose zone the days begin.</param>
    public static IReadOnlyList<FlatRow> Of(IEnumerable<MetricRow> rows, DayClock clock) => [.. rows.Select(row => new FlatRow(
        clock.StartOf(row.Period.From).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        row.Period.From,
        row.Period.To,
        row.Period.Label,
        row.Period.Provisional,
        row.Scope.Kind,
        row.Scope.Name,
        row.Metric,
        row.Unit,
        row.Value,
        row.Reason))];
}
