using System.Globalization;
using Platform.Local.Runtime.Timers;

namespace Platform.Local.Tests.Timers;

public sealed class ScheduleTests
{
    [Theory]
    [InlineData("0 */5 * * * *", "2026-02-28T23:58:30Z", "2026-03-01T00:00:00Z")]
    [InlineData("*/10 * * * * *", "2026-01-01T00:00:10Z", "2026-01-01T00:00:20Z")]
    [InlineData("0 30 9 * * 1-5", "2026-01-02T09:30:00Z", "2026-01-05T09:30:00Z")]
    [InlineData("0 0 0 29 Feb *", "2026-01-01T00:00:00Z", "2028-02-29T00:00:00Z")]
    [InlineData("0 0 8 * * Mon-Fri", "2026-01-02T09:00:00Z", "2026-01-05T08:00:00Z")]
    [InlineData("0 0 0 1 January,july *", "2026-02-01T00:00:00Z", "2026-07-01T00:00:00Z")]
    [InlineData("0 10-40/15 * * * *", "2026-01-01T00:11:00Z", "2026-01-01T00:25:00Z")]
    [InlineData("0 10-40/15 * * * *", "2026-01-01T00:40:00Z", "2026-01-01T01:10:00Z")]
    [InlineData("15,45 0 12 * * *", "2026-01-01T12:00:15Z", "2026-01-01T12:00:45Z")]
    [InlineData("0 0 0 * * 0", "2026-01-01T00:00:00Z", "2026-01-04T00:00:00Z")]
    [InlineData("  0   0 0 1 * *  ", "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z")]
    [InlineData("0 30 1 29 3 *", "2026-03-29T01:00:00Z", "2026-03-29T01:30:00Z")]
    [InlineData("00:05:00", "2026-01-01T00:01:00Z", "2026-01-01T00:06:00Z")]
    [InlineData("1.00:00:00", "2026-01-01T00:01:00Z", "2026-01-02T00:01:00Z")]
    public void The_next_occurrence_is_in_UTC_and_after_the_given_moment(string expression, string after, string expected)
    {
        Assert.True(Schedule.TryParse(expression, out var schedule));

        var next = schedule.After(Utc(after));

        Assert.Equal(Utc(expected), next);
        Assert.Equal(DateTimeKind.Utc, next.Kind);
    }

    [Theory]
    [InlineData("*/5 * * * *")]
    [InlineData("0 0 0 31 2 8")]
    [InlineData("00:00:00")]
    [InlineData("-00:05:00")]
    [InlineData("daily")]
    [InlineData("")]
    public void What_is_neither_six_field_NCRONTAB_nor_an_interval_is_refused(string expression) =>
        Assert.False(Schedule.TryParse(expression, out _));

    [Theory]
    [InlineData("0 * * * * *", true)]
    [InlineData("*/30 * * * * *", false)]
    [InlineData("00:01:00", true)]
    [InlineData("00:00:59", false)]
    public void Only_schedules_of_at_least_a_minute_are_monitored(string expression, bool expected)
    {
        Assert.True(Schedule.TryParse(expression, out var schedule));

        Assert.Equal(expected, schedule.IsMonitorable(Utc("2026-01-01T00:00:05Z")));
    }

    private static DateTime Utc(string text) =>
        DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
}
