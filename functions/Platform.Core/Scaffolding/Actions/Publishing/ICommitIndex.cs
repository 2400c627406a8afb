using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Actions.Publishing;

/// <summary>Which task made a commit, so that news of it finds the task. Written before the commit can make news.</summary>
public interface ICommitIndex
{
    /// <summary>Keeps the current trace beside the task.</summary>
    Task AddAsync(string commitSha, TaskId task, CancellationToken cancellationToken);

    Task<CommitOrigin?> FindAsync(string commitSha, CancellationToken cancellationToken);
}

/// <param name="TraceParent">The trace in which the commit was made, by W3C Trace Context; null when there was none.</param>
public sealed record CommitOrigin(TaskId Task, string? TraceParent);
