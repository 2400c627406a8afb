using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.Core.Access;

/// <summary>
/// What App Service's own authentication says about a caller. It strips the header from outside and sets its own, but only where
/// it is on: anywhere else the header is a stranger's claim.
/// </summary>
/// <param name="IsAuthenticating">Whether that authentication is on.</param>
public sealed record ClientPrincipal(bool IsAuthenticating)
{
    public const string Header = "X-MS-CLIENT-PRINCIPAL";

    private const string ObjectId = "http://schemas.microsoft.com/identity/claims/objectidentifier";
    private const string NameIdentifier = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier";

    /// <summary>Reads base64 of <c>{auth_typ, name_typ, role_typ, claims: [{typ, val}]}</c>; null for anything else.</summary>
    public static Caller? Read(string header)
    {
        try
        {
            return Base64.IsValid(header)
                && JsonNode.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(header))) is JsonObject principal
                    ? Read(principal)
                    : null;
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static Caller? Read(JsonObject principal)
    {
        var claims = (principal["claims"] as JsonArray ?? []).OfType<JsonObject>()
            .Select(claim => (Type: (string?)claim["typ"], Value: (string?)claim["val"]))
            .ToLookup(claim => claim.Type, claim => claim.Value);
        var id = claims[ObjectId].Concat(claims["oid"]).Concat(claims[NameIdentifier]).Concat(claims["sub"])
            .FirstOrDefault(value => !string.IsNullOrEmpty(value));
        if (id is null)
        {
            return null;
        }

        var name = claims[(string?)principal["name_typ"]].FirstOrDefault() ?? id;
        var roles = claims[(string?)principal["role_typ"] ?? "roles"].Union(claims["roles"]);
        return new($"principal:{id}", name, [.. roles.Select(RoleOf).OfType<Role>()]);
    }

    /// <summary>Roles of other applications mean nothing here.</summary>
    private static Role? RoleOf(string? text) =>
        Enum.GetValues<Role>().Cast<Role?>().FirstOrDefault(
            role => string.Equals(role.ToString(), text, StringComparison.OrdinalIgnoreCase));
}
