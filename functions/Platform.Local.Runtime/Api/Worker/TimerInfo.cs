namespace Microsoft.Azure.Functions.Worker;

public class TimerInfo
{
    /// <summary>Null when the schedule is not monitored.</summary>
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>True when this run was due while no host was there to run it.</summary>
    public bool IsPastDue { get; set; }
}
