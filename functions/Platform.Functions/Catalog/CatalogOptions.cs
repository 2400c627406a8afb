using Microsoft.Extensions.Options;
using Platform.Core.Catalog.Locations;
using Platform.Core.Catalog.Placeholders;

namespace Platform.Functions.Catalog;

internal sealed class CatalogOptions
{
    /// <value>What descriptors may have read beside their own repository: hosts, optionally with the start of a path.</value>
    public string? CatalogAllowedUrls { get; set; }

    /// <value>
    /// Which kinds may come from where: an array as in catalog-rules.schema.json. By the default, groups, users and templates
    /// come from nowhere.
    /// </value>
    public string? CatalogRules { get; set; }

    public IReadOnlyList<AllowRule> AllowRules() => AllowRulesText.Parse(CatalogRules).Value ?? [];

    public AllowedUrls AllowedUrls() =>
        Core.Catalog.Placeholders.AllowedUrls.TryParse(CatalogAllowedUrls, out var allowed)
            ? allowed : Core.Catalog.Placeholders.AllowedUrls.None;
}

internal sealed class CatalogOptionsValidation : IValidateOptions<CatalogOptions>
{
    public ValidateOptionsResult Validate(string? name, CatalogOptions options)
    {
        List<string> failures = [.. AllowRulesText.Parse(options.CatalogRules).Problems.Select(
            problem => $"{nameof(CatalogOptions.CatalogRules)}: {problem.Message}")];
        if (!AllowedUrls.TryParse(options.CatalogAllowedUrls, out _))
        {
            failures.Add($"{nameof(CatalogOptions.CatalogAllowedUrls)} is not valid; expected {AllowedUrls.Requirements}.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
