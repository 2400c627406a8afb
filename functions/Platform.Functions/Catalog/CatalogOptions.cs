using Microsoft.Extensions.Options;
using Platform.Core.Catalog.Locations;
using Platform.Core.Catalog.Placeholders;
using Platform.Core.Catalog.Sources;

namespace Platform.Functions.Catalog;

internal sealed class CatalogOptions
{
    public const string Delete = "delete";
    public const string Keep = "keep";

    /// <value>What descriptors may have read beside their own repository: hosts, optionally with the start of a path.</value>
    public string? CatalogAllowedUrls { get; set; }

    /// <value>
    /// Which kinds may come from where: an array as in catalog-rules.schema.json. By the default, groups, users and templates
    /// come from nowhere.
    /// </value>
    public string? CatalogRules { get; set; }

    /// <value>Locations are neither registered nor let go over HTTP; trying one out is still allowed.</value>
    public bool CatalogReadOnly { get; set; }

    /// <value>So long a call that registers a location waits for its entities; after that the queue goes on with it.</value>
    public int CatalogRegistrationWaitSeconds { get; set; } = 10;

    /// <value>A call that would remove more than so many percent of an origin's entities…</value>
    public int CatalogRemovalBrakePercent { get; set; } = 20;

    /// <value>…and at least so many waits for an administrator.</value>
    public int CatalogRemovalBrakeMinimum { get; set; } = 10;

    /// <value>
    /// What becomes of entities whose location is named by no other any more: <c>delete</c> when it is read completely the next
    /// time, or <c>keep</c>.
    /// </value>
    public string CatalogOrphanStrategy { get; set; } = Delete;

    /// <value>So many days what was removed can be brought back; then it is forgotten, and old sweeps with it.</value>
    public int CatalogRemovedKeptDays { get; set; } = 30;

    public RemovalOptions RemovalOptions() => new(
        CatalogRemovalBrakePercent, CatalogRemovalBrakeMinimum, CatalogOrphanStrategy == Delete, CatalogRemovedKeptDays);

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

        if (options.CatalogRegistrationWaitSeconds is < 0 or > 200)
        {
            failures.Add($"{nameof(CatalogOptions.CatalogRegistrationWaitSeconds)} is not valid; expected 0 to 200.");
        }

        if (options.CatalogRemovalBrakePercent is < 0 or > 100)
        {
            failures.Add($"{nameof(CatalogOptions.CatalogRemovalBrakePercent)} is not valid; expected 0 to 100.");
        }

        if (options.CatalogRemovalBrakeMinimum < 1)
        {
            failures.Add($"{nameof(CatalogOptions.CatalogRemovalBrakeMinimum)} is not valid; expected at least 1.");
        }

        if (options.CatalogRemovedKeptDays is < 1 or > 3650)
        {
            failures.Add($"{nameof(CatalogOptions.CatalogRemovedKeptDays)} is not valid; expected 1 to 3650.");
        }

        if (options.CatalogOrphanStrategy is not (CatalogOptions.Delete or CatalogOptions.Keep))
        {
            failures.Add(
                $"{nameof(CatalogOptions.CatalogOrphanStrategy)} is not valid; "
                + $"expected '{CatalogOptions.Delete}' or '{CatalogOptions.Keep}'.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
