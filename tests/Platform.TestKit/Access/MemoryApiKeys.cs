using System.Collections.Concurrent;
using Platform.Core.Access;

namespace Platform.TestKit.Access;

/// <summary>Keys in memory.</summary>
public sealed class MemoryApiKeys : IApiKeyStore
{
    private readonly ConcurrentDictionary<string, ApiKeyRecord> _keys = new();

    public Task AddAsync(ApiKeyRecord key, CancellationToken cancellationToken)
    {
        _keys[key.Id] = key;
        return Task.CompletedTask;
    }

    public Task<ApiKeyRecord?> FindAsync(string id, CancellationToken cancellationToken) =>
        Task.FromResult(_keys.GetValueOrDefault(id));

    public Task<IReadOnlyList<ApiKeyRecord>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ApiKeyRecord>>([.. _keys.Values]);

    public Task<bool> RevokeAsync(string id, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var found = _keys.TryGetValue(id, out var key);
        if (found)
        {
            _keys[id] = key! with { RevokedAt = at };
        }

        return Task.FromResult(found);
    }
}
