using System.Globalization;

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
/// One scaffold. Its status moves open, processing, then completed, failed or cancelled; a task that failed or was cancelled may
/// be opened again for another run. Saying a transition again changes nothing, because activities run at least once.
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
        OpenedAt = createdAt;
    }

    public TaskId Id { get; }

    public TaskSpec Spec { get; }

    public string CreatedBy { get; }

    public DateTimeOffset CreatedAt { get; }

    public ScaffoldTaskStatus Status { get; private init; }

    public DateTimeOffset ChangedAt { get; private init; }

    /// <value>When the present run was asked for.</value>
    public DateTimeOffset OpenedAt { get; private init; }

    /// <value>1, and one more for each time that it was taken up again after its end.</value>
    public int Run { get; private init; } = 1;

    /// <value>Who wants it stopped; null while nobody does. Its status follows when what was made is taken back.</value>
    public string? CancelRequestedBy { get; private init; }

    /// <value>
    /// Address of what is left of the run before (<c>RunRemains</c>); null when the next run begins with nothing.
    /// </value>
    public string? Remains { get; private init; }

    public bool CancelRequested => CancelRequestedBy is not null;

    public bool HasEnded => Status is ScaffoldTaskStatus.Completed or ScaffoldTaskStatus.Failed or ScaffoldTaskStatus.Cancelled;

    /// <value>Of the orchestration that works on it: each run has its own.</value>
    public string InstanceId => InstanceOf(Id, Run);

    public static string InstanceOf(TaskId id, int run) =>
        run == 1 ? id.Value : string.Create(CultureInfo.InvariantCulture, $"{id}.r{run}");

    public static ScaffoldTask Create(TaskId id, TaskSpec spec, string createdBy, TimeProvider clock) =>
        new(id, spec, createdBy, clock.GetUtcNow());

    /// <summary>For stores only: the task as it was written.</summary>
    public static ScaffoldTask Restore(
        TaskId id,
        TaskSpec spec,
        string createdBy,
        DateTimeOffset createdAt,
        ScaffoldTaskStatus status,
        DateTimeOffset changedAt,
        TaskRunState? run = null) =>
        new(id, spec, createdBy, createdAt)
        {
            Status = status,
            ChangedAt = changedAt,
            OpenedAt = run?.OpenedAt ?? createdAt,
            Run = run?.Run ?? 1,
            CancelRequestedBy = run?.CancelRequestedBy,
            Remains = run?.Remains,
        };

    public ScaffoldTask Begin(TimeProvider clock) => Move(ScaffoldTaskStatus.Processing, clock, ScaffoldTaskStatus.Open);

    public ScaffoldTask Complete(TimeProvider clock) => Move(ScaffoldTaskStatus.Completed, clock, ScaffoldTaskStatus.Processing);

    /// <param name="remains">What another run can go on from.</param>
    public ScaffoldTask Fail(TimeProvider clock, string? remains = null) =>
        End(ScaffoldTaskStatus.Failed, clock, remains);

    /// <inheritdoc cref="Fail"/>
    public ScaffoldTask Cancel(TimeProvider clock, string? remains = null) =>
        End(ScaffoldTaskStatus.Cancelled, clock, remains);

    /// <summary>The first who asks is the one who stopped it; a task that has ended is left as it is.</summary>
    public ScaffoldTask RequestCancel(string by) => HasEnded || CancelRequested ? this : this with { CancelRequestedBy = by };

    /// <summary>Opens it for another run.</summary>
    public ScaffoldTask Recover(TimeProvider clock)
    {
        if (Status is not (ScaffoldTaskStatus.Failed or ScaffoldTaskStatus.Cancelled))
        {
            throw new InvalidOperationException($"Task {Id} is {Status}; only one that failed or was cancelled runs again.");
        }

        var now = clock.GetUtcNow();
        return this with
        {
            Status = ScaffoldTaskStatus.Open,
            Run = Run + 1,
            CancelRequestedBy = null,
            ChangedAt = now,
            OpenedAt = now,
        };
    }

    private ScaffoldTask End(ScaffoldTaskStatus to, TimeProvider clock, string? remains) => Status == to
        ? this
        : Move(to, clock, ScaffoldTaskStatus.Open, ScaffoldTaskStatus.Processing) with { Remains = remains };

    private ScaffoldTask Move(ScaffoldTaskStatus to, TimeProvider clock, params ReadOnlySpan<ScaffoldTaskStatus> from) =>
        Status == to ? this
        : from.Contains(Status) ? this with { Status = to, ChangedAt = clock.GetUtcNow() }
        : throw new InvalidOperationException($"Task {Id} is {Status}; it can't become {to}.");
}

/// <summary>What a task's row says of its present run.</summary>
public sealed record TaskRunState(DateTimeOffset OpenedAt, int Run, string? CancelRequestedBy, string? Remains);
