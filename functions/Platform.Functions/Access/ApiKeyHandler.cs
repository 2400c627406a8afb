using System.Globalization;
using System.Text.Json.Nodes;
using Platform.Core.Access;
using Platform.Core.Primitives;

namespace Platform.Functions.Access;

/// <summary>A key as it is shown; <paramref name="Key"/> only in the answer that made it.</summary>
public sealed record ApiKeyView(
    string Id,
    string Name,
    IReadOnlyList<Role> Roles,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt,
    string? Key = null);

public sealed class ApiKeyHandler(IApiKeyStore keys, TimeProvider clock)
{
    private const int LongestName = 100;

    private static readonly string KnownRoles = string.Join(", ", Enum.GetNames<Role>()).ToLowerInvariant();

    public static Problem NoSuchKey(string id) => new("key-not-found", $"There is no key '{id}'.", "id", id);

    /// <summary>Takes <c>{name, roles, expiresAt?}</c>.</summary>
    public async Task<Result<ApiKeyView>> CreateAsync(JsonObject body, Caller creator, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var checks = new FieldChecks();
        checks.NoOthers(body, string.Empty, ["name", "roles", "expiresAt"]);
        var name = checks.Text(
            body, string.Empty, "name", required: true,
            text => text.Trim().Length is > 0 and <= LongestName, "1 to 100 characters");
        var roles = RolesOf(checks, body);
        checks.Text(
            body, string.Empty, "expiresAt", required: false,
            text => TimeOf(text) > now, "a time in the future, like 2030-01-31T00:00:00Z");
        if (!checks.IsClean)
        {
            return Result<ApiKeyView>.Failed(checks.Problems);
        }

        var key = ApiKey.Generate();
        var expires = TimeOf(body["expiresAt"]?.GetValue<string>());
        var record = new ApiKeyRecord(key.Id, name!, roles, key.SecretHash, now, creator.Id, expires);
        await keys.AddAsync(record, cancellationToken);
        return View(record) with { Key = key.Reveal() };
    }

    public async Task<IReadOnlyList<ApiKeyView>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await keys.ListAsync(cancellationToken)).OrderBy(key => key.CreatedAt).Select(View)];

    public Task<bool> RevokeAsync(string id, CancellationToken cancellationToken) =>
        keys.RevokeAsync(id, clock.GetUtcNow(), cancellationToken);

    private static List<Role> RolesOf(FieldChecks checks, JsonObject body)
    {
        List<Role> roles = [];
        var listed = checks.List(body, string.Empty, "roles", required: true, $"a list of roles: {KnownRoles}");
        if (listed is { Count: 0 })
        {
            checks.Add(FieldChecks.WrongFormat, "roles", null, $"at least one of {KnownRoles}");
        }

        for (var i = 0; i < listed?.Count; i++)
        {
            var field = FieldPath.Item("roles", i);
            if (checks.Text(listed[i], field, text => KnownRoles.Split(", ").Contains(text), $"one of {KnownRoles}") is { } text)
            {
                roles.Add(Enum.Parse<Role>(text, ignoreCase: true));
            }
        }

        return roles;
    }

    private static DateTimeOffset? TimeOf(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static ApiKeyView View(ApiKeyRecord key) =>
        new(key.Id, key.Name, key.Roles, key.CreatedAt, key.CreatedBy, key.ExpiresAt, key.RevokedAt);
}
