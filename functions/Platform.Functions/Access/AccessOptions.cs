using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Platform.Core.Access;

namespace Platform.Functions.Access;

internal sealed class AccessOptions
{
    /// <value>An admin key for Development, so that scripts and tests know one. Refused anywhere else.</value>
    public string? AccessBootstrapKey { get; set; }
}

internal sealed class AccessOptionsValidation(IHostEnvironment environment) : IValidateOptions<AccessOptions>
{
    public ValidateOptionsResult Validate(string? name, AccessOptions options)
    {
        if (string.IsNullOrEmpty(options.AccessBootstrapKey))
        {
            return ValidateOptionsResult.Success;
        }

        List<string> failures = [];
        if (!ApiKey.TryParse(options.AccessBootstrapKey, out _))
        {
            failures.Add($"{nameof(AccessOptions.AccessBootstrapKey)} is not a key; expected {ApiKey.Requirements}.");
        }

        if (!environment.IsDevelopment())
        {
            failures.Add(
                $"{nameof(AccessOptions.AccessBootstrapKey)} is for Development only; this is {environment.EnvironmentName}.");
        }

        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }
}
