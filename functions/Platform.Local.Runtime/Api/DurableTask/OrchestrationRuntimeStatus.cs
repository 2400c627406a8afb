namespace Microsoft.DurableTask.Client;

/// <summary>The numbers are the real package's; its two obsolete members are left out.</summary>
public enum OrchestrationRuntimeStatus
{
    Running = 0,
    Completed = 1,
    Failed = 3,
    Terminated = 5,
    Pending = 6,
    Suspended = 7,
}
