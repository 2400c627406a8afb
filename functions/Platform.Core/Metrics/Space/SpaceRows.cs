using System.Text.Json;
using Platform.Core.Metrics.Queries;
using Platform.Core.Metrics.Shapes;

namespace Platform.Core.Metrics.Space;

/// <summary>Makes the one form of figures of SPACE's answers.</summary>
public static class SpaceRows
{
    /// <returns>Of each period, or of the whole; then those it is compared with.</returns>
    public static IEnumerable<MetricRow> Of(MetricsQuery query, SpaceAnswer answer)
    {
        IEnumerable<SpacePeriod> periods = answer.Periods
            ?? [new("total", answer.From, answer.To, answer.Provisional, answer.Dimensions)];
        return periods.Concat(answer.Comparison is { } other ? [other] : [])
            .SelectMany(
                period => period.Dimensions.SelectMany(dimension => dimension.Figures),
                (period, figure) => new MetricRow(
                    query.Scope,
                    new(period.Label, period.From, period.To, period.Provisional),
                    figure.Name,
                    figure.Unit,
                    figure.Value,
                    figure.Reason is { } reason ? JsonNamingPolicy.CamelCase.ConvertName($"{reason}") : null));
    }
}
