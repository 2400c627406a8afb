using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using NCrontab;

namespace Platform.Local.Runtime.Timers;

/// <summary>When a timer fires: a six-field NCRONTAB expression or an interval; always in UTC.</summary>
internal abstract record Schedule(string Expression)
{
    public static bool TryParse(string expression, [MaybeNullWhen(false)] out Schedule schedule)
    {
        var fields = expression.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var options = new CrontabSchedule.ParseOptions { IncludingSeconds = true };
        schedule = fields.Length == 6 && CrontabSchedule.TryParse(expression, options) is { } cron
            ? new Cron(expression, cron)
            : TimeSpan.TryParse(expression, CultureInfo.InvariantCulture, out var interval) && interval > TimeSpan.Zero
                ? new Interval(expression, interval)
                : null;
        return schedule is not null;
    }

    /// <summary>For an expression that was checked when the app was built.</summary>
    public static Schedule Parse(string expression) => TryParse(expression, out var schedule)
        ? schedule
        : throw new FormatException($"'{expression}' is no schedule.");

    /// <summary>The first occurrence after a moment.</summary>
    public abstract DateTime After(DateTime utc);

    /// <summary>As the real host does, a schedule that fires more than once a minute is not monitored.</summary>
    public bool IsMonitorable(DateTime utc)
    {
        var first = After(utc);
        return After(first) - first >= TimeSpan.FromMinutes(1);
    }

    private sealed record Cron(string Expression, CrontabSchedule Parsed) : Schedule(Expression)
    {
        public override DateTime After(DateTime utc) => DateTime.SpecifyKind(Parsed.GetNextOccurrence(utc), DateTimeKind.Utc);
    }

    private sealed record Interval(string Expression, TimeSpan Length) : Schedule(Expression)
    {
        public override DateTime After(DateTime utc) => utc + Length;
    }
}
