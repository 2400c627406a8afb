using Microsoft.DurableTask;
using Platform.Core.Observability;

namespace Platform.Functions.Scaffolding;

/// <summary>Counts from within the orchestrator, which runs its code again and again: only what is new counts.</summary>
internal static class ScaffoldTelemetry
{
    public static void StepLeft(TaskOrchestrationContext context, string action, double seconds)
    {
        if (!context.IsReplaying)
        {
            PlatformMetrics.StepDuration.Record(seconds, new KeyValuePair<string, object?>(TelemetryTags.Action, action));
        }
    }

    public static void Finished(TaskOrchestrationContext context, string outcome)
    {
        if (!context.IsReplaying)
        {
            PlatformMetrics.TasksFinished.Add(1, new KeyValuePair<string, object?>(TelemetryTags.Outcome, outcome));
        }
    }
}
