namespace DurableTask.Core.History;

/// <summary>Something that happened to an instance, in the real engine's words.</summary>
public abstract class HistoryEvent
{
    protected HistoryEvent(int eventId) => EventId = eventId;

    /// <summary>The id of the task that was asked for; -1 for what came from outside.</summary>
    public int EventId { get; internal set; }

    public bool IsPlayed { get; set; }

    public DateTime Timestamp { get; set; }

    public virtual EventType EventType { get; }
}
