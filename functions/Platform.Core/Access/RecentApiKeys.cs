using System.Collections.Concurrent;

namespace Platform.Core.Access;

/// <summary>
/// Keeps keys that were found for <see cref="Lifetime"/>, so that a busy caller costs one look into storage in that time and not
/// one a call. A revocation acts at once on the instance that carries it out, and everywhere else when the lifetime is over. Ids
/// that are not there are never kept, so guessing fills no memory; what is kept are records, in which there is no secret.
/// </summary>
public sealed class RecentApiKeys(IApiKeyStore keys, TimeProvider clock) : IApiKeyStore
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, Kept> _kept = new(StringComparer.Ordinal);
    private long _changes;

    public async Task AddAsync(ApiKeyRecord key, CancellationToken cancellationToken)
    {
        await keys.AddAsync(key, cancellationToken);
        Forget(key.Id);
    }

    public Task<ApiKeyRecord?> FindAsync(string id, CancellationToken cancellationToken) =>
        _kept.TryGetValue(id, out var kept) && clock.GetElapsedTime(kept.At) < Lifetime
            ? kept.Found
            : LookAsync(id, cancellationToken);

    public Task<IReadOnlyList<ApiKeyRecord>> ListAsync(CancellationToken cancellationToken) => keys.ListAsync(cancellationToken);

    public async Task<bool> RevokeAsync(string id, DateTimeOffset at, CancellationToken cancellationToken)
    {
        try
        {
            return await keys.RevokeAsync(id, at, cancellationToken);
        }
        finally
        {
            Forget(id);
        }
    }

    private async Task<ApiKeyRecord?> LookAsync(string id, CancellationToken cancellationToken)
    {
        var (at, changes) = (clock.GetTimestamp(), Volatile.Read(ref _changes));
        var found = await keys.FindAsync(id, cancellationToken);
        if (found is null)
        {
            _kept.TryRemove(id, out _);
        }
        else if (changes == Volatile.Read(ref _changes))
        {
            _kept[id] = new(Task.FromResult<ApiKeyRecord?>(found), at);
            if (changes != Volatile.Read(ref _changes))
            {
                // A revocation came in between; it may have looked before this was here.
                _kept.TryRemove(id, out _);
            }
        }

        return found;
    }

    /// <summary>A look that began before a change must not be kept after it.</summary>
    private void Forget(string id)
    {
        Interlocked.Increment(ref _changes);
        _kept.TryRemove(id, out _);
    }

    /// <param name="At">When the look began: the lifetime counts from there.</param>
    private sealed record Kept(Task<ApiKeyRecord?> Found, long At);
}
