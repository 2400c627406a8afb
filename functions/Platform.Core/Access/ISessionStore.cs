namespace Platform.Core.Access;

public interface ISessionStore
{
    Task AddAsync(SessionRecord session, CancellationToken cancellationToken);

    Task<SessionRecord?> FindAsync(string hash, CancellationToken cancellationToken);

    /// <returns>True for the one call that removed it.</returns>
    Task<bool> RemoveAsync(string hash, CancellationToken cancellationToken);

    /// <summary>Removes some of those that were over before the time; what is left is for the next call.</summary>
    Task RemoveExpiredAsync(DateTimeOffset before, CancellationToken cancellationToken);
}

/// <param name="Hash">Of the token; the token itself is nowhere but with its holder.</param>
/// <param name="KeyId">The API key it stands for.</param>
public sealed record SessionRecord(string Hash, SessionKind Kind, string KeyId, DateTimeOffset ExpiresAt);
