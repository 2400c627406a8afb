namespace DurableTask.Core.History;

public class TaskCompletedEvent(int eventId, int taskScheduledId, string? result) : HistoryEvent(eventId)
{
    public override EventType EventType => EventType.TaskCompleted;

    public int TaskScheduledId { get; } = taskScheduledId;

    public string? Result { get; } = result;
}
