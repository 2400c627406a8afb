using Microsoft.Azure.Functions.Worker;

namespace Platform.Local.Runtime.Timers;

/// <summary>What is kept of a timer between runs.</summary>
/// <param name="Schedule">The expression that <paramref name="Next"/> was computed from.</param>
/// <param name="Last">The last run; null before the first.</param>
/// <param name="Next">The run that is due next.</param>
/// <param name="LastUpdated">When this was written.</param>
internal sealed record TimerRecord(string Schedule, DateTime? Last, DateTime Next, DateTime LastUpdated)
{
    public ScheduleStatus ToStatus() => new() { Last = Last ?? default, Next = Next, LastUpdated = LastUpdated };
}
