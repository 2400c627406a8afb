namespace Platform.Core.Scaffolding.Tasks;

/// <summary>Holds tasks; the insert of a row is the authority on whether a task exists.</summary>
public interface ITaskStore
{
    /// <summary>
    /// Inserts an open task. With an idempotency key its id is <see cref="TaskId.For"/> that key, and the fingerprint of the
    /// request's meaning tells a repeated request from another one with the same key.
    /// </summary>
    Task<TaskCreation> CreateAsync(ScaffoldTask task, string fingerprint, CancellationToken cancellationToken);

    Task<ScaffoldTask?> FindAsync(TaskId id, CancellationToken cancellationToken);

    /// <summary>Applies a transition to the newest state, again if someone else was faster.</summary>
    Task<ScaffoldTask> ChangeAsync(TaskId id, Func<ScaffoldTask, ScaffoldTask> change, CancellationToken cancellationToken);

    /// <summary>A page of tasks, and how many there are.</summary>
    Task<TaskPage> ListAsync(TaskListQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// Tasks that have not ended and whose present run was asked for before a moment, with no promise about order.
    /// </summary>
    IAsyncEnumerable<UnfinishedTask> ListUnfinishedAsync(DateTimeOffset openedBefore, CancellationToken cancellationToken);
}

/// <param name="Outcome">What the insert decided.</param>
/// <param name="TaskId">
/// The task that now stands for the request; with <see cref="TaskCreationOutcome.KeyTaken"/>, the other one.
/// </param>
public sealed record TaskCreation(TaskCreationOutcome Outcome, TaskId TaskId);

public enum TaskCreationOutcome
{
    Created,

    /// <summary>The same request was here before.</summary>
    Repeated,

    /// <summary>The idempotency key stands for a different request.</summary>
    KeyTaken,
}

public sealed record UnfinishedTask(TaskId Id, DateTimeOffset OpenedAt);
