using Platform.Core.Primitives;

namespace Platform.Core.Access;

/// <summary>
/// Turns the headers of a request into a caller: an API key, or else another system's token, or whom App Service authenticated.
/// </summary>
public sealed class CallerAuthentication(
    IApiKeyStore keys, ConfiguredKeys configured, ClientPrincipal platform, IForeignTokens tokens, TimeProvider clock)
{
    public static readonly Problem Missing = new(
        "credentials-missing",
        "This route needs an API key.",
        "Authorization",
        Expected: $"Authorization: Bearer {ApiKey.Requirements}");

    /// <summary>
    /// One answer for an unknown, mistyped, expired or revoked key: an outsider learns nothing from the difference.
    /// </summary>
    public static readonly Problem Invalid = new(
        "credentials-invalid",
        "The API key is not valid: it is unknown, has expired or was revoked.",
        "Authorization",
        Expected: $"Authorization: Bearer {ApiKey.Requirements}");

    /// <summary>Whoever issues the token does not answer, so nobody can say whether it is good.</summary>
    public static readonly Problem Unverifiable = new(
        "credentials-unverifiable",
        "The token can't be verified for now: the keys of whoever issued it can't be read. Ask again in a moment.",
        "Authorization",
        Expected: "a token whose issuer can be reached");

    private static readonly Problem PrincipalUnreadable = new(
        "principal-invalid",
        "Whom the platform's authentication names can't be read.",
        ClientPrincipal.Header,
        Expected: "a principal with the claim of an object id");

    private const string Scheme = "Bearer ";

    /// <param name="principal">The header of that name; it counts only where App Service sets it.</param>
    /// <param name="path">Of the request, for <see cref="IForeignTokens"/>.</param>
    public async Task<Result<Caller>> AuthenticateAsync(
        string? authorization, string? principal, string? path, CancellationToken cancellationToken)
    {
        var token = BearerIn(authorization);
        if (ApiKey.TryParse(token, out var key))
        {
            return await AuthenticateAsync(key, cancellationToken);
        }

        if (token is not null && await tokens.AuthenticateAsync(token, path, cancellationToken) is { } foreign)
        {
            return foreign;
        }

        if (platform.IsAuthenticating && !string.IsNullOrEmpty(principal))
        {
            return ClientPrincipal.Read(principal) is { } caller ? caller : PrincipalUnreadable;
        }

        return string.IsNullOrWhiteSpace(authorization) ? Missing : Invalid;
    }

    /// <summary>What stands after the scheme; null for another scheme.</summary>
    public static string? BearerIn(string? authorization) =>
        authorization?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) == true
            ? authorization[Scheme.Length..].Trim()
            : null;

    private async Task<Result<Caller>> AuthenticateAsync(ApiKey key, CancellationToken cancellationToken)
    {
        if (configured.Find(key) is { } administrator)
        {
            return administrator;
        }

        var record = await keys.FindAsync(key.Id, cancellationToken);
        return record is not null && key.Matches(record.SecretHash) && record.IsActive(clock.GetUtcNow())
            ? record.Holder
            : Invalid;
    }
}
