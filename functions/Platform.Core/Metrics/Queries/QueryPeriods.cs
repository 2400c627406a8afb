using System.Globalization;
using Platform.Core.Metrics.Rollups;

namespace Platform.Core.Metrics.Queries;

/// <summary>The parts of a query's span, by its granularity; those at the ends may be cut.</summary>
public static class QueryPeriods
{
    public static IEnumerable<(string Label, DateOnly From, DateOnly To)> Periods(this MetricsQuery query)
    {
        for (var start = StartOf(query.From, query.Granularity); start <= query.To; start = NextOf(start, query.Granularity))
        {
            var last = NextOf(start, query.Granularity).AddDays(-1);
            yield return (
                LabelOf(start, query.Granularity), start < query.From ? query.From : start, last > query.To ? query.To : last);
        }
    }

    private static DateOnly StartOf(DateOnly day, Granularity granularity) => granularity switch
    {
        Granularity.Week => DayClock.WeekOf(day),
        Granularity.Month => DayClock.MonthOf(day),
        Granularity.Quarter => new(day.Year, ((day.Month - 1) / 3 * 3) + 1, 1),
        _ => day,
    };

    private static DateOnly NextOf(DateOnly start, Granularity granularity) => granularity switch
    {
        Granularity.Week => start.AddDays(7),
        Granularity.Month => start.AddMonths(1),
        Granularity.Quarter => start.AddMonths(3),
        _ => start.AddDays(1),
    };

    private static string LabelOf(DateOnly start, Granularity granularity) => granularity switch
    {
        Granularity.Week => DayClock.WeekName(start),
        Granularity.Month => start.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        Granularity.Quarter => $"{start.Year:D4}-Q{((start.Month - 1) / 3) + 1}",
        _ => start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };
}
