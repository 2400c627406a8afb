using System.Collections.Concurrent;
using Platform.Core.Scaffolding.Actions.Publishing;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.TestKit.Scaffolding;

public sealed class MemoryCommitIndex : ICommitIndex
{
    private readonly ConcurrentDictionary<string, TaskId> _tasks = new();

    public Task AddAsync(string commitSha, TaskId task, CancellationToken cancellationToken)
    {
        _tasks[commitSha] = task;
        return Task.CompletedTask;
    }

    public Task<CommitOrigin?> FindAsync(string commitSha, CancellationToken cancellationToken) => Task.FromResult(
        _tasks.GetValueOrDefault(commitSha) is { } task ? new CommitOrigin(task, null) : null);
}
