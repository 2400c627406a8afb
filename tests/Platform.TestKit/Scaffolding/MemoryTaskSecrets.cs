using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Platform.Core.Scaffolding.Secrets;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.TestKit.Scaffolding;

/// <summary>Secrets in memory, sealed by the real cipher, for tests that are not about storage.</summary>
public sealed class MemoryTaskSecrets : ITaskSecrets
{
    private readonly ConcurrentDictionary<TaskId, TaskSecrets> _tasks = new();

    public Task StoreAsync(
        TaskId task, IReadOnlyDictionary<string, string> secrets, CancellationToken cancellationToken)
    {
        _tasks.TryAdd(task, TaskSecrets.Of(new(task, TaskCipher.NewKey()), secrets));
        return Task.CompletedTask;
    }

    public Task<TaskSecrets> OpenAsync(TaskId task, CancellationToken cancellationToken) =>
        Task.FromResult(_tasks.GetValueOrDefault(task, TaskSecrets.None));

    public Task WipeAsync(TaskId task, CancellationToken cancellationToken)
    {
        _tasks.TryRemove(task, out _);
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<TaskId> ListAsync(
        DateTimeOffset storedBefore, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var task in _tasks.Keys)
        {
            yield return task;
        }
    }
}
