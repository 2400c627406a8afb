using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Actions.Publishing;

/// <summary>Which task made a commit, so that news of it finds the task. Written before the commit can make news.</summary>
public interface ICommitIndex
{
    Task AddAsync(string commitSha, TaskId task, CancellationToken cancellationToken);

    Task<TaskId?> FindAsync(string commitSha, CancellationToken cancellationToken);
}
