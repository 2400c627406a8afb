namespace DurableTask.Core.History;

public class TaskScheduledEvent(int eventId) : HistoryEvent(eventId)
{
    public override EventType EventType => EventType.TaskScheduled;

    public string? Name { get; set; }

    public string? Version { get; set; }

    public string? Input { get; set; }
}
