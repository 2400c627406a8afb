using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.TestKit.Scaffolding;

/// <summary>Tasks in memory, for tests that are not about storage.</summary>
public sealed class MemoryTaskStore : ITaskStore
{
    private readonly ConcurrentDictionary<TaskId, (ScaffoldTask Task, string Fingerprint)> _tasks = new();

    public Task<TaskCreation> CreateAsync(ScaffoldTask task, string fingerprint, CancellationToken cancellationToken)
    {
        var stored = _tasks.GetOrAdd(task.Id, (task, fingerprint));
        var outcome = ReferenceEquals(stored.Task, task) ? TaskCreationOutcome.Created
            : stored.Fingerprint == fingerprint ? TaskCreationOutcome.Repeated
            : TaskCreationOutcome.KeyTaken;
        return Task.FromResult(new TaskCreation(outcome, task.Id));
    }

    public Task<ScaffoldTask?> FindAsync(TaskId id, CancellationToken cancellationToken) =>
        Task.FromResult(_tasks.TryGetValue(id, out var found) ? found.Task : null);

    public Task<ScaffoldTask> ChangeAsync(
        TaskId id, Func<ScaffoldTask, ScaffoldTask> change, CancellationToken cancellationToken) =>
        Task.FromResult(_tasks.AddOrUpdate(
            id,
            _ => throw new InvalidOperationException($"There is no task {id}."),
            (_, found) => (change(found.Task), found.Fingerprint)).Task);

    public Task<TaskPage> ListAsync(TaskListQuery query, CancellationToken cancellationToken)
    {
        var chosen = _tasks.Values.Select(found => TaskSummary.Of(found.Task)).Where(task => task.Matches(query))
            .Sorted(query.Order).ToList();
        var page = chosen.Skip(query.Offset).Take(query.Limit).Select(task => _tasks[task.Id].Task);
        return Task.FromResult(new TaskPage([.. page], chosen.Count));
    }

    public async IAsyncEnumerable<UnfinishedTask> ListUnfinishedAsync(
        DateTimeOffset openedBefore, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var (task, _) in _tasks.Values.Where(found => !found.Task.HasEnded && found.Task.OpenedAt < openedBefore))
        {
            yield return new(task.Id, task.OpenedAt);
        }
    }
}
