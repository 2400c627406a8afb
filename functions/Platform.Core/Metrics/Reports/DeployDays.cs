using Platform.Core.Metrics.Rollups;

namespace Platform.Core.Metrics.Reports;

/// <summary>
/// On how many days of a week, or of a month, something was deployed. Weeks and months without a deployment count as zero,
/// between
/// the first and the last day with one.
/// </summary>
public sealed record DeployDays(double? MedianPerWeek, double? MedianPerMonth)
{
    public static readonly DeployDays None = new(null, null);

    /// <param name="days">Days with a deployment, each once.</param>
    public static DeployDays Of(IReadOnlyCollection<DateOnly> days) => days.Count == 0 ? None : new(
        MedianOf(PerWeek(days, days.Min(), days.Max())),
        MedianOf(Per(days, days.Min(), days.Max(), DayClock.MonthOf, month => month.AddMonths(1))));

    /// <returns>For each week from that of <paramref name="first"/> to that of <paramref name="last"/>.</returns>
    public static IReadOnlyList<(DateOnly Week, int Days)> PerWeek(
        IReadOnlyCollection<DateOnly> days, DateOnly first, DateOnly last) =>
        Per(days, first, last, DayClock.WeekOf, week => week.AddDays(7));

    /// <returns>Null of nothing.</returns>
    public static double? MedianOf(IReadOnlyList<(DateOnly Start, int Days)> periods)
    {
        var counts = periods.Select(period => period.Days).Order().ToList();
        return counts.Count == 0 ? null : (counts[(counts.Count - 1) / 2] + counts[counts.Count / 2]) / 2.0;
    }

    private static List<(DateOnly Start, int Days)> Per(
        IReadOnlyCollection<DateOnly> days,
        DateOnly first,
        DateOnly last,
        Func<DateOnly, DateOnly> of,
        Func<DateOnly, DateOnly> next)
    {
        var counts = days.CountBy(of).ToDictionary();
        var periods = new List<(DateOnly, int)>();
        for (var start = of(first); start <= of(last); start = next(start))
        {
            periods.Add((start, counts.GetValueOrDefault(start)));
        }

        return periods;
    }
}
