using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Platform.Core.Access;

namespace Platform.Functions.Access;

internal sealed class AccessOptions
{
    /// <value>An admin key for Development, so that scripts and tests know one. Refused anywhere else.</value>
    public string? AccessBootstrapKey { get; set; }

    /// <value>An admin key's id and hash: the way into a new deployment. Take it out once other admin keys exist.</value>
    public string? AccessAdminKeyHash { get; set; }

    public ConfiguredKeys ConfiguredKeys()
    {
        List<ConfiguredKey> admins = [];
        if (ApiKey.TryParse(AccessBootstrapKey, out var key))
        {
            admins.Add(ConfiguredKey.Of("bootstrap", key));
        }

        if (ConfiguredKey.TryParse("configured-admin", AccessAdminKeyHash, out var configured))
        {
            admins.Add(configured);
        }

        return new(admins);
    }
}

internal sealed class AccessOptionsValidation(IHostEnvironment environment) : IValidateOptions<AccessOptions>
{
    public ValidateOptionsResult Validate(string? name, AccessOptions options)
    {
        List<string> failures = [];
        if (!string.IsNullOrEmpty(options.AccessBootstrapKey))
        {
            failures.AddRange(BootstrapFailures(options.AccessBootstrapKey));
        }

        if (!string.IsNullOrEmpty(options.AccessAdminKeyHash)
            && !ConfiguredKey.TryParse(string.Empty, options.AccessAdminKeyHash, out _))
        {
            failures.Add($"{nameof(AccessOptions.AccessAdminKeyHash)} is not valid; expected {ConfiguredKey.Requirements}.");
        }

        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }

    private IEnumerable<string> BootstrapFailures(string text)
    {
        if (!ApiKey.TryParse(text, out _))
        {
            yield return $"{nameof(AccessOptions.AccessBootstrapKey)} is not a key; expected {ApiKey.Requirements}.";
        }

        if (!environment.IsDevelopment())
        {
            yield return $"{nameof(AccessOptions.AccessBootstrapKey)} is for Development only; "
                + $"this is {environment.EnvironmentName}.";
        }
    }
}
