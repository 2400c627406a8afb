using Platform.Core.Scaffolding.Tasks;

namespace Platform.Core.Scaffolding.Secrets;

/// <summary>
/// What a request gave a task to use and never to show. Each task has a key of its own, so wiping is deleting the key: whatever
/// was sealed with it, in a history or a backup, is unreadable from then on.
/// </summary>
public interface ITaskSecrets
{
    /// <summary>
    /// Keeps the secrets of a task under a new key. Where there are some they stay, and the new ones are dropped: of two requests
    /// that mean the same, the first is the one, and what was sealed already stays readable.
    /// </summary>
    Task StoreAsync(TaskId task, IReadOnlyDictionary<string, string> secrets, CancellationToken cancellationToken);

    /// <summary>None when there were none or they are wiped.</summary>
    Task<TaskSecrets> OpenAsync(TaskId task, CancellationToken cancellationToken);

    /// <summary>Deletes the key. Wiping what is wiped is fine.</summary>
    Task WipeAsync(TaskId task, CancellationToken cancellationToken);

    /// <summary>The tasks that have secrets and were given them before a moment.</summary>
    IAsyncEnumerable<TaskId> ListAsync(DateTimeOffset storedBefore, CancellationToken cancellationToken);
}
