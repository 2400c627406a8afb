using System.Collections.Concurrent;

namespace Platform.Core.Scaffolding.Tasks;

/// <summary>
/// The tasks that this process works on, as they were when a run of theirs was first met: what a step needs of a task (its spec,
/// who asked for it and when) stays the same until the next run, so its row is not read for every turn. For nobody who asks
/// for the status.
/// </summary>
public sealed class TasksAtWork(ITaskStore tasks)
{
    /// <summary>A spec is some KB, 1 MiB at worst.</summary>
    private const int Most = 128;

    private readonly ConcurrentDictionary<(TaskId Id, int Run), ScaffoldTask> _known = new();

    public void Keep(ScaffoldTask task)
    {
        if (_known.Count >= Most)
        {
            _known.Clear();
        }

        _known[(task.Id, task.Run)] = task;
    }

    public async Task<ScaffoldTask> GetAsync(TaskId id, int run, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue((id, run), out var known))
        {
            return known;
        }

        var task = await tasks.FindAsync(id, cancellationToken) ?? throw new InvalidOperationException($"There is no task {id}.");
        Keep(task);
        return task;
    }
}
