using System.Diagnostics.CodeAnalysis;
using NCrontab;

namespace Platform.Core.Drift.Reports;

/// <summary>When reports are made: NCRONTAB of six fields, in UTC.</summary>
public sealed class ReportSchedule
{
    public const string Requirements = "six fields of NCRONTAB, such as 0 0 7 * * MON";

    // Who has never reported catches up on what was due within the hour, and on no more.
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    private static readonly CrontabSchedule.ParseOptions Six = new() { IncludingSeconds = true };

    private readonly CrontabSchedule _schedule;

    private ReportSchedule(CrontabSchedule schedule) => _schedule = schedule;

    public static bool TryParse(string text, [MaybeNullWhen(false)] out ReportSchedule schedule)
    {
        schedule = CrontabSchedule.TryParse(text, Six) is { } parsed ? new(parsed) : null;
        return schedule is not null;
    }

    /// <param name="last">When reports were made last.</param>
    public bool IsDue(DateTimeOffset? last, DateTimeOffset now) =>
        _schedule.GetNextOccurrence((last ?? now - Grace).UtcDateTime) <= now.UtcDateTime;
}
