namespace Platform.Core.Primitives;

/// <summary>
/// Azure puts secrets from a vault in place of references to them. A reference that it could not resolve stays in the setting as
/// it is: no secret, but a text that anyone can guess, so nothing may be verified with it.
/// </summary>
public static class VaultReference
{
    private const string Start = "@Microsoft.KeyVault(";

    public static bool IsUnresolved(string? setting) => setting?.StartsWith(Start, StringComparison.OrdinalIgnoreCase) == true;
}
