using DurableTask.Core;
using DurableTask.Core.History;
using Platform.Local.Runtime.Durable.History;

namespace Platform.Local.Runtime.Durable.Client;

/// <summary>Tells the turns of an execution in the real engine's words.</summary>
internal static class HistoryEvents
{
    /// <summary>The real engine's mark of what no orchestrator code has asked for.</summary>
    private const int FromOutside = -1;

    public static List<HistoryEvent> Of(string instanceId, IReadOnlyList<Turn> turns)
    {
        var events = new List<HistoryEvent>();
        var timers = new Dictionary<int, DateTime>();
        foreach (var turn in turns)
        {
            events.AddRange(Of(instanceId, turn, timers).Select(happened =>
            {
                happened.Timestamp = turn.At;
                return happened;
            }));
        }

        return events;
    }

    private static IEnumerable<HistoryEvent> Of(string instanceId, Turn turn, Dictionary<int, DateTime> timers)
    {
        yield return new OrchestratorStartedEvent(FromOutside);
        foreach (var message in turn.Messages)
        {
            foreach (var told in Of(instanceId, message, timers))
            {
                yield return told;
            }
        }

        foreach (var action in turn.Outcome.Actions)
        {
            if (action is TurnAction.CreateTimer timer)
            {
                timers[timer.Id] = timer.FireAt;
            }

            yield return Of(action);
        }

        if (turn.Outcome.Renewal is { } renewal)
        {
            yield return new ContinueAsNewEvent(FromOutside, renewal.Input);
        }
        else if (turn.Outcome.Completion is { } end)
        {
            yield return new ExecutionCompletedEvent(
                FromOutside, end.Output, (OrchestrationStatus)end.Status, Failed(end.Failure));
        }

        yield return new OrchestratorCompletedEvent(FromOutside);
    }

    private static HistoryEvent[] Of(string instanceId, TurnMessage message, Dictionary<int, DateTime> timers) => message switch
    {
        TurnMessage.Started start => [Of(instanceId, start), .. (start.Carried ?? []).Select(Of)],
        TurnMessage.ActivityCompleted done => [new TaskCompletedEvent(FromOutside, done.Id, done.Result)],
        TurnMessage.ActivityFailed failed =>
            [new TaskFailedEvent(FromOutside, failed.Id, failed.Failure.Message, failed.Failure.Stack, Failed(failed.Failure))],
        TurnMessage.SubCompleted done => [new SubOrchestrationInstanceCompletedEvent(FromOutside, done.Id, done.Result)],
        TurnMessage.SubFailed failed => [new SubOrchestrationInstanceFailedEvent(
            FromOutside, failed.Id, failed.Failure.Message, failed.Failure.Stack, Failed(failed.Failure))],
        TurnMessage.TimerFired fired =>
            [new TimerFiredEvent(FromOutside, timers.GetValueOrDefault(fired.Id)) { TimerId = fired.Id }],
        TurnMessage.EventRaised raised => [Of(raised)],
        TurnMessage.Terminated terminated => [new ExecutionTerminatedEvent(FromOutside, terminated.Output)],
        TurnMessage.Suspended suspended => [new ExecutionSuspendedEvent(FromOutside, suspended.Reason)],
        TurnMessage.Resumed resumed => [new ExecutionResumedEvent(FromOutside, resumed.Reason)],
        // What the engine tells itself; the real one has no such thing.
        _ => [],
    };

    private static ExecutionStartedEvent Of(string instanceId, TurnMessage.Started start) => new(FromOutside, start.Input)
    {
        Name = start.Name,
        Version = start.Version,
        OrchestrationInstance = new() { InstanceId = instanceId, ExecutionId = start.ExecutionId },
        ParentInstance = start.Parent is not { } parent ? null : new()
        {
            Name = parent.Name,
            OrchestrationInstance = new() { InstanceId = parent.InstanceId, ExecutionId = parent.ExecutionId },
            TaskScheduleId = parent.TaskId,
        },
        ScheduledStartTime = start.StartAt?.UtcDateTime,
        Tags = start.Tags?.ToDictionary(),
    };

    private static EventRaisedEvent Of(TurnMessage.EventRaised raised) =>
        new(FromOutside, raised.Payload) { Name = raised.Name };

    private static HistoryEvent Of(TurnAction action) => action switch
    {
        TurnAction.CallActivity call =>
            new TaskScheduledEvent(call.Id) { Name = call.Name, Version = call.Version, Input = call.Input },
        TurnAction.CreateTimer timer => new TimerCreatedEvent(timer.Id, timer.FireAt),
        TurnAction.CallSubOrchestration call => new SubOrchestrationInstanceCreatedEvent(call.Id)
        {
            Name = call.Name,
            Version = call.Version,
            InstanceId = call.InstanceId,
            Input = call.Input,
            Tags = call.Tags?.ToDictionary(),
        },
        TurnAction.SendEvent sent =>
            new EventSentEvent(sent.Id) { InstanceId = sent.InstanceId, Name = sent.Name, Input = sent.Payload },
        _ => throw new InvalidOperationException($"A history has no word for {action}."),
    };

    private static FailureDetails? Failed(Failure? failure) => failure is null
        ? null
        : new(failure.Type, failure.Message, failure.Stack, Failed(failure.Inner), isNonRetriable: false);
}
