namespace Platform.Core.Access;

/// <summary>
/// Sessions stand for an API key: whoever holds one is the key's holder, with the roles the key has now, and as soon as the key
/// is revoked or has expired its sessions are worth nothing.
/// </summary>
public sealed class BrowserSessions(ISessionStore sessions, IApiKeyStore keys, ConfiguredKeys configured, TimeProvider clock)
{
    /// <summary>A working day.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(12);

    /// <summary>From a terminal or a message to a browser.</summary>
    public static readonly TimeSpan LinkLife = TimeSpan.FromMinutes(15);

    public async Task<(SessionToken Token, DateTimeOffset ExpiresAt)> OpenAsync(
        string keyId, SessionKind kind, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var token = SessionToken.Generate(kind);
        var expires = now + (kind == SessionKind.Link ? LinkLife : Life);
        await sessions.AddAsync(new(token.Hash, kind, keyId, expires), cancellationToken);
        await sessions.RemoveExpiredAsync(now, cancellationToken);
        return (token, expires);
    }

    /// <summary>Who holds the token, and until when; null for one that is unknown or over.</summary>
    public async Task<BrowserSession?> FindAsync(SessionToken token, CancellationToken cancellationToken) =>
        await sessions.FindAsync(token.Hash, cancellationToken) is { } found
            ? await ReadAsync(token, found, cancellationToken)
            : null;

    /// <summary>The same, and the token is used up: of two who come with it, one gets an answer.</summary>
    public async Task<BrowserSession?> RedeemAsync(SessionToken token, CancellationToken cancellationToken) =>
        await sessions.FindAsync(token.Hash, cancellationToken) is { } found
        && await sessions.RemoveAsync(token.Hash, cancellationToken)
            ? await ReadAsync(token, found, cancellationToken)
            : null;

    public Task CloseAsync(SessionToken token, CancellationToken cancellationToken) =>
        sessions.RemoveAsync(token.Hash, cancellationToken);

    private async Task<BrowserSession?> ReadAsync(SessionToken token, SessionRecord found, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return found.Kind == token.Kind && now < found.ExpiresAt
            && await HolderAsync(found.KeyId, now, cancellationToken) is { } caller
                ? new(caller, found.KeyId, found.ExpiresAt)
                : null;
    }

    private async Task<Caller?> HolderAsync(string keyId, DateTimeOffset now, CancellationToken cancellationToken) =>
        configured.Find(keyId) is { } administrator ? administrator
        : await keys.FindAsync(keyId, cancellationToken) is { } key && key.IsActive(now) ? key.Holder
        : null;
}

public sealed record BrowserSession(Caller Caller, string KeyId, DateTimeOffset ExpiresAt);
