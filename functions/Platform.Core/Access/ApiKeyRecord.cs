namespace Platform.Core.Access;

/// <summary>What is stored about a key; never the key.</summary>
/// <param name="Name">For people: who or what holds it.</param>
/// <param name="CreatedBy">The caller that made it.</param>
public sealed record ApiKeyRecord(
    string Id,
    string Name,
    IReadOnlyList<Role> Roles,
    string SecretHash,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    DateTimeOffset? ExpiresAt = null,
    DateTimeOffset? RevokedAt = null)
{
    public Caller Holder => new($"key:{Id}", Name, Roles);

    public bool IsActive(DateTimeOffset now) => RevokedAt is null && (ExpiresAt is null || now < ExpiresAt);
}
