using System.Globalization;

namespace Platform.Core.Metrics.Rollups;

/// <summary>The organisation's calendar: its days have 23 to 25 hours, its weeks are ISO 8601's.</summary>
public sealed class DayClock
{
    private readonly TimeZoneInfo _zone;

    /// <param name="timeZone">An IANA name.</param>
    /// <exception cref="TimeZoneNotFoundException">The machine doesn't know it.</exception>
    public DayClock(string timeZone) => _zone = TimeZoneInfo.FindSystemTimeZoneById(timeZone);

    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, _zone).DateTime);

    /// <returns>The day's first moment: midnight, or what comes after it where the clocks skip midnight.</returns>
    public DateTimeOffset StartOf(DateOnly day)
    {
        var moment = day.ToDateTime(TimeOnly.MinValue);
        while (_zone.IsInvalidTime(moment))
        {
            moment = moment.AddMinutes(15);
        }

        // An hour that comes twice begins the day with the first of the two.
        var offset = _zone.IsAmbiguousTime(moment) ? _zone.GetAmbiguousTimeOffsets(moment).Max() : _zone.GetUtcOffset(moment);
        return new DateTimeOffset(moment, offset).ToUniversalTime();
    }

    /// <returns>Milliseconds since the instant's day began.</returns>
    public long SinceStart(DateTimeOffset instant) => (instant - StartOf(DayOf(instant))).Ticks / TimeSpan.TicksPerMillisecond;

    /// <summary>Whether it is outside of Monday to Friday, eight to six, by the organisation's clocks.</summary>
    public bool IsAfterHours(DateTimeOffset instant)
    {
        var local = TimeZoneInfo.ConvertTime(instant, _zone);
        return local.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || local.Hour is < 8 or >= 18;
    }

    /// <returns>The Monday of the day's week.</returns>
    public static DateOnly WeekOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    public static DateOnly MonthOf(DateOnly day) => new(day.Year, day.Month, 1);

    /// <returns>Such as <c>2026-W53</c>.</returns>
    public static string WeekName(DateOnly day)
    {
        var moment = day.ToDateTime(TimeOnly.MinValue);
        return string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(moment):D4}-W{ISOWeek.GetWeekOfYear(moment):D2}");
    }
}
