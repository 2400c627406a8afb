namespace Platform.Core.Scaffolding.Tasks;

public enum ScaffoldTaskStatus
{
    Open,
    Processing,
    Completed,
    Failed,
    Cancelled,
}

/// <summary>
/// One scaffold. Its status moves open, processing, then completed, failed or cancelled, and nowhere else. Saying a transition
/// again changes nothing, because activities run at least once.
/// </summary>
public sealed record ScaffoldTask
{
    private ScaffoldTask(TaskId id, TaskSpec spec, string createdBy, DateTimeOffset createdAt)
    {
        Id = id;
        Spec = spec;
        CreatedBy = createdBy;
        CreatedAt = createdAt;
        ChangedAt = createdAt;
    }

    public TaskId Id { get; }

    public TaskSpec Spec { get; }

    public string CreatedBy { get; }

    public DateTimeOffset CreatedAt { get; }

    public ScaffoldTaskStatus Status { get; private init; }

    public DateTimeOffset ChangedAt { get; private init; }

    public bool HasEnded => Status is ScaffoldTaskStatus.Completed or ScaffoldTaskStatus.Failed or ScaffoldTaskStatus.Cancelled;

    public static ScaffoldTask Create(TaskId id, TaskSpec spec, string createdBy, TimeProvider clock) =>
        new(id, spec, createdBy, clock.GetUtcNow());

    /// <summary>For stores only: the task as it was written.</summary>
    public static ScaffoldTask Restore(
        TaskId id,
        TaskSpec spec,
        string createdBy,
        DateTimeOffset createdAt,
        ScaffoldTaskStatus status,
        DateTimeOffset changedAt) =>
        new(id, spec, createdBy, createdAt) { Status = status, ChangedAt = changedAt };

    public ScaffoldTask Begin(TimeProvider clock) => Move(ScaffoldTaskStatus.Processing, clock, ScaffoldTaskStatus.Open);

    public ScaffoldTask Complete(TimeProvider clock) => Move(ScaffoldTaskStatus.Completed, clock, ScaffoldTaskStatus.Processing);

    public ScaffoldTask Fail(TimeProvider clock) =>
        Move(ScaffoldTaskStatus.Failed, clock, ScaffoldTaskStatus.Open, ScaffoldTaskStatus.Processing);

    public ScaffoldTask Cancel(TimeProvider clock) =>
        Move(ScaffoldTaskStatus.Cancelled, clock, ScaffoldTaskStatus.Open, ScaffoldTaskStatus.Processing);

    private ScaffoldTask Move(ScaffoldTaskStatus to, TimeProvider clock, params ReadOnlySpan<ScaffoldTaskStatus> from) =>
        Status == to ? this
        : from.Contains(Status) ? this with { Status = to, ChangedAt = clock.GetUtcNow() }
        : throw new InvalidOperationException($"Task {Id} is {Status}; it can't become {to}.");
}
