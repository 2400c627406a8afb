namespace Platform.Core.Scaffolding.Tasks;

/// <summary>The story of each task: dense, ordered, and free of doubles although its writers run at least once.</summary>
public interface IEventLog
{
    /// <summary>Records the drafts in order, all or none of each 49; those whose key is known are left out.</summary>
    Task AppendAsync(TaskId task, IReadOnlyList<TaskEventDraft> drafts, CancellationToken cancellationToken);

    /// <summary>
    /// Events after an id, in order. A task's last event is returned to every reader, also to one that has seen it:
    /// who reconnects after the end learns that it was the end.
    /// </summary>
    Task<IReadOnlyList<TaskEvent>> ReadAsync(TaskId task, long after, CancellationToken cancellationToken);

    /// <summary>
    /// What this process knows without asking the storage, at most <see cref="EventSignal.LookAgain"/> old: events after the id,
    /// or that there are none yet; null when it doesn't know.
    /// </summary>
    IReadOnlyList<TaskEvent>? Recall(TaskId task, long after) => null;
}
