using Microsoft.Extensions.Options;
using Platform.Core.Catalog.Placeholders;

namespace Platform.Functions.Catalog;

internal sealed class CatalogOptions
{
    /// <value>What descriptors may have read beside their own repository: hosts, optionally with the start of a path.</value>
    public string? CatalogAllowedUrls { get; set; }

    public AllowedUrls AllowedUrls() =>
        Core.Catalog.Placeholders.AllowedUrls.TryParse(CatalogAllowedUrls, out var allowed)
            ? allowed : Core.Catalog.Placeholders.AllowedUrls.None;
}

internal sealed class CatalogOptionsValidation : IValidateOptions<CatalogOptions>
{
    public ValidateOptionsResult Validate(string? name, CatalogOptions options) =>
        AllowedUrls.TryParse(options.CatalogAllowedUrls, out _)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"{nameof(CatalogOptions.CatalogAllowedUrls)} is not valid; expected {AllowedUrls.Requirements}.");
}
