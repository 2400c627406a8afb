using Platform.Core.Primitives;

namespace Platform.Core.Access;

/// <summary>Turns an <c>Authorization</c> header into a caller.</summary>
public sealed class CallerAuthentication(IApiKeyStore keys, ConfiguredKeys configured, TimeProvider clock)
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

    private const string Scheme = "Bearer ";

    public async Task<Result<Caller>> AuthenticateAsync(string? authorization, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(authorization))
        {
            return Missing;
        }

        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            || !ApiKey.TryParse(authorization[Scheme.Length..].Trim(), out var key))
        {
            return Invalid;
        }

        if (configured.Find(key) is { } administrator)
        {
            return administrator;
        }

        var record = await keys.FindAsync(key.Id, cancellationToken);
        return record is not null && key.Matches(record.SecretHash) && record.IsActive(clock.GetUtcNow())
            ? new Caller($"key:{record.Id}", record.Name, record.Roles)
            : Invalid;
    }
}
