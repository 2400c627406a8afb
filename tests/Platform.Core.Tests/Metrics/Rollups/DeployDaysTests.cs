using Platform.Core.Metrics.Reports;
using Platform.Core.Metrics.Rollups;

namespace Platform.Core.Tests.Metrics.Rollups;

public sealed class DeployDaysTests
{
    private static readonly DateOnly Monday = new(2030, 1, 7);

    [Fact]
    public void Weeks_without_a_deployment_are_zeros_in_the_median()
    {
        DateOnly[] days = [.. Enumerable.Range(14, 3).Concat(Enumerable.Range(21, 5)).Select(Monday.AddDays)];
        var weeks = DeployDays.PerWeek(days, Monday, Monday.AddDays(34));

        Assert.Equal([0, 0, 3, 5, 0], weeks.Select(week => week.Days));
        Assert.Equal(0, DeployDays.MedianOf(weeks));
    }

    [Fact]
    public void Weeks_before_the_first_and_after_the_last_deployment_are_no_weeks_of_the_component() =>
        Assert.Equal(3, DeployDays.Of([.. new[] { 0, 1, 2, 14, 15, 16, 7, 8, 9 }.Select(Monday.AddDays)]).MedianPerWeek);

    [Theory]
    [InlineData("2026-12-31", "2026-W53", "2026-12-28")]
    [InlineData("2027-01-03", "2026-W53", "2026-12-28")]
    [InlineData("2027-01-04", "2027-W01", "2027-01-04")]
    public void Weeks_are_those_of_ISO_8601(string day, string name, string monday)
    {
        Assert.Equal(name, DayClock.WeekName(DateOnly.Parse(day)));
        Assert.Equal(DateOnly.Parse(monday), DayClock.WeekOf(DateOnly.Parse(day)));
    }

    [Theory]
    [InlineData("Europe/Berlin", "2030-03-31T21:59:59Z", "2030-03-31")]
    [InlineData("Europe/Berlin", "2030-03-31T22:00:00Z", "2030-04-01")]
    [InlineData("Europe/Berlin", "2030-03-30T22:59:59Z", "2030-03-30")]
    [InlineData("America/New_York", "2030-01-01T04:59:59Z", "2029-12-31")]
    [InlineData("UTC", "2030-01-01T00:00:00Z", "2030-01-01")]
    public void Days_begin_where_the_organisation_is(string zone, string instant, string day) =>
        Assert.Equal(DateOnly.Parse(day), new DayClock(zone).DayOf(DateTimeOffset.Parse(instant)));
}
