using System.Text.Json.Nodes;
using Platform.Core.Primitives;

namespace Platform.Core.Metrics.Senders.GitHub.Lost;

/// <summary>A hook that brings deliveries here.</summary>
/// <param name="Target">An organisation, or <c>owner/name</c> of a repository.</param>
public sealed record GitHubHook(string Target, long Id)
{
    public bool IsRepository => Target.Contains('/', StringComparison.Ordinal);
}

/// <summary>How far the deliveries of a hook are known to have arrived.</summary>
/// <param name="SettledAt">All that GitHub attempted before arrived, or was given up.</param>
/// <param name="Tag">Of the newest page as it was then.</param>
/// <param name="IsOpen">Something was still missing.</param>
public sealed record GitHubHookState(DateTimeOffset SettledAt, string? Tag, bool IsOpen);

/// <summary>Hooks that were heard of, and how far each is.</summary>
public interface IGitHubHooks
{
    /// <summary>Cheap to repeat.</summary>
    Task NoteAsync(GitHubHook hook, CancellationToken cancellationToken);

    Task<IReadOnlyList<GitHubHook>> ListAsync(CancellationToken cancellationToken);

    Task<GitHubHookState?> FindAsync(GitHubHook hook, CancellationToken cancellationToken);

    Task SaveAsync(GitHubHook hook, GitHubHookState state, CancellationToken cancellationToken);

    /// <summary>The hook is gone.</summary>
    Task RemoveAsync(GitHubHook hook, CancellationToken cancellationToken);
}

/// <summary>An attempt at a delivery, as GitHub lists it.</summary>
/// <param name="Guid">The delivery's: the same for all its attempts.</param>
/// <param name="Arrived">We answered with success.</param>
public sealed record HookAttempt(long Id, string Guid, DateTimeOffset At, bool Arrived);

/// <param name="Next">Null after the last page.</param>
/// <param name="NotModified">It is as the known tag says, and nothing was read.</param>
public sealed record HookAttempts(IReadOnlyList<HookAttempt> Attempts, Uri? Next, string? Tag, bool NotModified);

/// <param name="Payload">As GitHub parsed it; the signature is not needed, because GitHub was asked.</param>
public sealed record LostDelivery(string Guid, string Event, JsonObject Payload);

/// <summary>What GitHub keeps of a hook's deliveries, for three days.</summary>
public interface IHookDeliveries
{
    /// <summary>Hooks of an organisation that deliver to an address of ours.</summary>
    Task<Result<IReadOnlyList<GitHubHook>>> HooksOfAsync(string organization, CancellationToken cancellationToken);

    /// <returns>The newest first; null when the hook is gone.</returns>
    Task<Result<HookAttempts?>> ListAsync(
        GitHubHook hook, Uri? page, string? knownTag, CancellationToken cancellationToken);

    Task<Result<Unit>> RedeliverAsync(GitHubHook hook, long attempt, CancellationToken cancellationToken);

    Task<Result<LostDelivery>> FetchAsync(GitHubHook hook, long attempt, CancellationToken cancellationToken);
}
