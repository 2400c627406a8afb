using System.Text;
using System.Text.Json.Nodes;

namespace Platform.TestKit.Access;

/// <summary>Values of <c>X-MS-CLIENT-PRINCIPAL</c> as App Service writes them.</summary>
public static class ClientPrincipals
{
    private const string ObjectId = "http://schemas.microsoft.com/identity/claims/objectidentifier";

    public static string Of(string name, params string[] roles)
    {
        var claims = roles.Select(role => ("roles", role)).Prepend(("name", name)).Prepend((ObjectId, $"id-of-{name}"));
        var principal = new JsonObject
        {
            ["auth_typ"] = "aad",
            ["name_typ"] = "name",
            ["role_typ"] = "roles",
            ["claims"] = new JsonArray(
                [.. claims.Select(claim => new JsonObject { ["typ"] = claim.Item1, ["val"] = claim.Item2 })]),
        };
        return Convert.ToBase64String(Encoding.UTF8.GetBytes(principal.ToJsonString()));
    }
}
