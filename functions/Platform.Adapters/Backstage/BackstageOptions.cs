using Microsoft.Extensions.Options;
using Platform.Core.Primitives;

namespace Platform.Adapters.Backstage;

/// <summary>Settings of a Backstage that runs beside the platform.</summary>
public sealed class BackstageOptions
{
    /// <value>
    /// The address of its backend. While it is set, the two catalogs are compared every day, and the platform changes nothing
    /// outside; empty when there is none.
    /// </value>
    public string BackstageShadowUrl { get; set; } = string.Empty;

    /// <value>The token of a static external access; empty where Backstage's catalog is open.</value>
    public string BackstageShadowToken { get; set; } = string.Empty;

    public bool IsShadowing => BackstageShadowUrl.Length > 0;

    internal string? Token =>
        BackstageShadowToken.Length == 0 || VaultReference.IsUnresolved(BackstageShadowToken) ? null : BackstageShadowToken;
}

internal sealed class BackstageOptionsValidator : IValidateOptions<BackstageOptions>
{
    public ValidateOptionsResult Validate(string? name, BackstageOptions options) =>
        options.IsShadowing && !BackstageAddress.TryParse(options.BackstageShadowUrl, out _)
            ? ValidateOptionsResult.Fail(
                $"{nameof(options.BackstageShadowUrl)} is not valid; expected {BackstageAddress.Requirements}.")
            : ValidateOptionsResult.Success;
}
