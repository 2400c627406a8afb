using System.Collections.Concurrent;
using Platform.Core.Access;

namespace Platform.TestKit.Access;

/// <summary>Sessions in memory.</summary>
public sealed class MemorySessions : ISessionStore
{
    private readonly ConcurrentDictionary<string, SessionRecord> _sessions = new(StringComparer.Ordinal);

    public int Count => _sessions.Count;

    public IEnumerable<SessionRecord> All => _sessions.Values;

    public Task AddAsync(SessionRecord session, CancellationToken cancellationToken)
    {
        _sessions[session.Hash] = session;
        return Task.CompletedTask;
    }

    public Task<SessionRecord?> FindAsync(string hash, CancellationToken cancellationToken) =>
        Task.FromResult(_sessions.GetValueOrDefault(hash));

    public Task<bool> RemoveAsync(string hash, CancellationToken cancellationToken) =>
        Task.FromResult(_sessions.TryRemove(hash, out _));

    public Task RemoveExpiredAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        foreach (var session in _sessions.Values.Where(session => session.ExpiresAt < before))
        {
            _sessions.TryRemove(session.Hash, out _);
        }

        return Task.CompletedTask;
    }
}
