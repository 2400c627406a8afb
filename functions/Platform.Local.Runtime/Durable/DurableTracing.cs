using System.Diagnostics;
using Microsoft.DurableTask.Client;
using Platform.Local.Runtime.Durable.History;

namespace Platform.Local.Runtime.Durable;

/// <summary>
/// Spans named and tagged as the real engine's: the start of an orchestration, each activity, and the orchestration once it has
/// ended. All belong to the trace of whoever started it, which its history keeps; so they do after a restart.
/// </summary>
internal static class DurableTracing
{
    public const string SourceName = "Microsoft.DurableTask";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>What a start keeps of the present trace.</summary>
    public static string? Current => Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.Id : null;

    public static Activity? BeginStart(string orchestrator, string instanceId)
    {
        var activity = Source.StartActivity($"create_orchestration:{orchestrator}", ActivityKind.Producer);
        return Describe(activity, "orchestration", orchestrator, instanceId);
    }

    public static Activity? BeginActivity(string activity, string instanceId, string? traceParent)
    {
        // This runs wherever the engine happened to be; only the instance's own trace counts.
        Activity.Current = null;
        var span = Source.StartActivity($"activity:{activity}", ActivityKind.Server, ParentOf(traceParent));
        return Describe(span, "activity", activity, instanceId);
    }

    public static void Failed(Activity? activity, Exception failure)
    {
        activity?.SetTag("error.type", failure.GetType().FullName);
        activity?.SetStatus(ActivityStatusCode.Error, failure.GetType().Name);
    }

    /// <summary>The whole orchestration, known only when it is over.</summary>
    public static void Ended(InstanceRecord record, TurnMessage.Started start)
    {
        Activity.Current = null;
        var activity = Describe(
            Source.StartActivity(
                $"orchestration:{record.Name}", ActivityKind.Server, ParentOf(start.TraceParent), startTime: record.CreatedAt),
            "orchestration",
            record.Name,
            record.InstanceId);
        activity?.SetTag("durabletask.task.status", record.Status.ToString());
        if (record.Status == OrchestrationRuntimeStatus.Failed)
        {
            activity?.SetTag("error.type", record.Failure?.Type);
            activity?.SetStatus(ActivityStatusCode.Error);
        }

        activity?.SetEndTime(record.LastUpdatedAt.UtcDateTime);
        activity?.Stop();
    }

    /// <summary>What an orchestrator logs belongs to its trace; a span of its own for every turn would only be noise.</summary>
    public static Activity? Enter(string? traceParent) =>
        traceParent is null ? null : new Activity("orchestration").SetParentId(traceParent).Start();

    private static ActivityContext ParentOf(string? traceParent) =>
        ActivityContext.TryParse(traceParent, null, isRemote: true, out var parent) ? parent : default;

    private static Activity? Describe(Activity? activity, string type, string name, string instanceId) => activity?
        .SetTag("durabletask.type", type)
        .SetTag("durabletask.task.name", name)
        .SetTag("durabletask.task.instance_id", instanceId);
}
