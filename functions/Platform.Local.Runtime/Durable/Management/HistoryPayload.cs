using System.Text.Json.Nodes;
using DurableTask.Core;
using DurableTask.Core.History;

namespace Platform.Local.Runtime.Durable.Management;

/// <summary>A history as the real extension shows it: what completes a task says when and as what it was asked for.</summary>
internal static class HistoryPayload
{
    public static JsonArray Of(IEnumerable<HistoryEvent> history, bool showInput, bool showOutput)
    {
        var shown = new JsonArray();
        var asked = new Dictionary<int, JsonObject>();
        foreach (var happened in history)
        {
            var item = Item(happened, showInput, showOutput);
            switch (happened)
            {
                case OrchestratorStartedEvent or OrchestratorCompletedEvent:
                    continue;
                case TaskScheduledEvent or SubOrchestrationInstanceCreatedEvent:
                    asked[happened.EventId] = item;
                    break;
            }

            if (TaskOf(happened) is { } id && asked.Remove(id, out var request))
            {
                shown.Remove(request);
                item["ScheduledTime"] = request["Timestamp"]!.DeepClone();
                item["FunctionName"] = request["Name"]!.DeepClone();
                if (showInput)
                {
                    item["Input"] = request["Input"]?.DeepClone();
                }
            }

            shown.Add(item);
        }

        return shown;
    }

    private static int? TaskOf(HistoryEvent happened) => happened switch
    {
        TaskCompletedEvent told => told.TaskScheduledId,
        TaskFailedEvent told => told.TaskScheduledId,
        SubOrchestrationInstanceCompletedEvent told => told.TaskScheduledId,
        SubOrchestrationInstanceFailedEvent told => told.TaskScheduledId,
        _ => null,
    };

    private static JsonObject Item(HistoryEvent happened, bool showInput, bool showOutput)
    {
        var item = new JsonObject
        {
            ["EventType"] = happened.EventType.ToString(),
            ["Timestamp"] = happened.Timestamp,
        };
        foreach (var (name, value) in Details(happened))
        {
            if (name switch { "Input" => showInput, "Result" => showOutput, _ => true })
            {
                item[name] = value;
            }
        }

        return item;
    }

    // Inputs stay the text that they are stored as; results are shown as JSON.
    private static IEnumerable<(string Name, JsonNode? Value)> Details(HistoryEvent happened) => happened switch
    {
        ExecutionStartedEvent told => [("FunctionName", told.Name), ("Input", told.Input)],
        TaskScheduledEvent told => [("Name", told.Name), ("Input", told.Input)],
        SubOrchestrationInstanceCreatedEvent told =>
            [("Name", told.Name), ("InstanceId", told.InstanceId), ("Input", told.Input)],
        TaskCompletedEvent told => [("Result", ManagementAnswers.Json(told.Result))],
        SubOrchestrationInstanceCompletedEvent told => [("Result", ManagementAnswers.Json(told.Result))],
        TaskFailedEvent told => Failed(told.Reason, told.Details, told.FailureDetails),
        SubOrchestrationInstanceFailedEvent told => Failed(told.Reason, told.Details, told.FailureDetails),
        TimerCreatedEvent told => [("FireAt", told.FireAt)],
        TimerFiredEvent told => [("FireAt", told.FireAt)],
        EventRaisedEvent told => [("Name", told.Name), ("Input", told.Input)],
        EventSentEvent told => [("InstanceId", told.InstanceId), ("Name", told.Name), ("Input", told.Input)],
        ExecutionSuspendedEvent told => [("Reason", told.Reason)],
        ExecutionResumedEvent told => [("Reason", told.Reason)],
        ExecutionTerminatedEvent told => [("Input", told.Input)],
        ExecutionCompletedEvent told => [
            ("OrchestrationStatus", told.OrchestrationStatus.ToString()),
            ("Result", ManagementAnswers.Json(told.Result)),
            ("FailureDetails", Failure(told.FailureDetails))],
        _ => [],
    };

    private static IEnumerable<(string Name, JsonNode? Value)> Failed(
        string? reason, string? details, FailureDetails? failure) =>
        [("Reason", reason), ("Details", details), ("FailureDetails", Failure(failure))];

    private static JsonObject? Failure(FailureDetails? failure) => failure is null ? null : new JsonObject
    {
        ["ErrorType"] = failure.ErrorType,
        ["ErrorMessage"] = failure.ErrorMessage,
        ["StackTrace"] = failure.StackTrace,
        ["InnerFailure"] = Failure(failure.InnerFailure),
        ["IsNonRetriable"] = failure.IsNonRetriable,
    };
}
