using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TimerTriggerAttribute(string schedule) : TriggerBindingAttribute
{
    /// <summary>Six-field NCRONTAB in UTC, a <see cref="TimeSpan"/>, or <c>%setting%</c> that holds one of them.</summary>
    public string Schedule { get; private set; } = schedule;

    /// <summary>Whether the schedule outlives the process, so that a missed run is caught up.</summary>
    public bool UseMonitor { get; set; } = true;

    public bool RunOnStartup { get; set; }
}
