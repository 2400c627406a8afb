using Microsoft.Extensions.Configuration;
using Platform.Core.Health;
using Platform.Core.Primitives;

namespace Platform.Functions.Hosting;

/// <summary>Names the settings whose secrets have not come from the vault.</summary>
public sealed class VaultProbe(IConfiguration configuration) : IProbe
{
    public static Finding Explain(Exception failure) => Finding.Failed(
        $"The settings can't be read: {failure.GetType().Name}.", "Look at the settings' own lines, and at the log.");

    public Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        var waiting = configuration.AsEnumerable()
            .Where(setting => VaultReference.IsUnresolved(setting.Value))
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
