using Microsoft.Extensions.Configuration;
using Platform.Core.Health;

namespace Platform.Functions.Hosting;

/// <summary>
/// Azure puts secrets from a vault in place of references to them; one that it could not resolve stays as it is, and would be
/// used as if it were the secret.
/// </summary>
public sealed class VaultProbe(IConfiguration configuration) : IProbe
{
    private const string Reference = "@Microsoft.KeyVault(";

    public static Finding Explain(Exception failure) => Finding.Failed(
        $"The settings can't be read: {failure.GetType().Name}.", "Look at the settings' own lines, and at the log.");

    public Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        var waiting = configuration.AsEnumerable()
            .Where(setting => setting.Value?.StartsWith(Reference, StringComparison.OrdinalIgnoreCase) == true)
            .Select(setting => setting.Key)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Order(StringComparer.OrdinalIgnoreCase)
            .ToList();
        return Task.FromResult(waiting.Count == 0
            ? Finding.Fine("No setting waits for a secret from a vault.")
            : Finding.Failed(
                $"The vault gave no value for {string.Join(", ", waiting)}.",
                "Put the secret that the setting names into the vault, let the app's identity read it (Key Vault Secrets User), "
                + "and restart the app."));
    }
}
