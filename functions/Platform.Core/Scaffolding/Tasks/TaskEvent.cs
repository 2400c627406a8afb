using System.Text.Json.Nodes;
using Platform.Core.Primitives;

namespace Platform.Core.Scaffolding.Tasks;

public enum TaskEventType
{
    Log,
    Completion,
    Cancelled,

    /// <summary>Another run begins after the end; what ended the run before is a log line from then on.</summary>
    Recovered,
}

public enum StepStatus
{
    Processing,
    Completed,
    Failed,
    Cancelled,
    Skipped,
}

/// <summary>One line of a task's story. Ids count from 1 without a gap, in the order in which things were recorded.</summary>
public sealed record TaskEvent(long Id, TaskId TaskId, TaskEventType Type, TaskEventBody Body, DateTimeOffset CreatedAt)
{
    /// <value>Nothing follows, unless the task is taken up again.</value>
    public bool IsEnd => Type is TaskEventType.Completion or TaskEventType.Cancelled;
}

/// <param name="Message">A sentence for a person; may hold several lines, such as the tail of a log.</param>
/// <param name="StepId">The step it is about; null for the task as a whole.</param>
/// <param name="Status">Set where the step's status changed, and on the completion.</param>
/// <param name="Percent">Of the whole task, 0 to 100.</param>
/// <param name="Seconds">How long the step took; on the completion, the whole task.</param>
/// <param name="Output">Of the step or, on the completion, of the task.</param>
/// <param name="Error">Why it failed.</param>
public sealed record TaskEventBody(
    string Message,
    string? StepId = null,
    StepStatus? Status = null,
    int? Percent = null,
    double? Seconds = null,
    JsonObject? Output = null,
    TaskError? Error = null);

public sealed record TaskError(string Name, string Message, IReadOnlyList<Problem> Problems);

/// <summary>
/// An event to record. The key says which thing happened, whatever the attempt: a second draft with the same key is dropped.
/// </summary>
public sealed record TaskEventDraft(string Key, TaskEventBody Body, TaskEventType Type = TaskEventType.Log);
