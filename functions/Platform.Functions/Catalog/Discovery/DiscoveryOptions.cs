using Microsoft.Extensions.Options;
using Platform.Core.Catalog.Discovery;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Functions.Catalog.Discovery;

public sealed class DiscoveryOptions
{
    /// <value>Whose repositories are looked through for descriptors, separated by commas; empty for nobody's.</value>
    public string? CatalogOrganizations { get; set; }

    /// <value>Which files are descriptors: names and globs, separated by commas; those after a '!' are left out.</value>
    public string? CatalogDescriptorFiles { get; set; }

    /// <value>When all organisations are looked through, as an NCRONTAB expression of six fields, in UTC.</value>
    public string? CatalogSweepSchedule { get; set; }

    public IReadOnlyList<string> Organizations() =>
        CatalogOrganizations?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    public DescriptorNames DescriptorNames() =>
        Core.Catalog.Discovery.DescriptorNames.Parse(CatalogDescriptorFiles).Value
        ?? Core.Catalog.Discovery.DescriptorNames.Default;
}

public sealed class DiscoveryOptionsValidation : IValidateOptions<DiscoveryOptions>
{
    public ValidateOptionsResult Validate(string? name, DiscoveryOptions options)
    {
        List<string> failures =
        [
            .. options.Organizations().Where(owner => !RepositoryName.TryCreate(owner, "any", out _)).Select(owner =>
                $"{nameof(options.CatalogOrganizations)} has '{owner}'; expected names of organisations, separated by commas."),
        ];
        if (!DescriptorNames.Parse(options.CatalogDescriptorFiles).IsOk)
        {
            failures.Add(
                $"{nameof(options.CatalogDescriptorFiles)} is not valid; expected {DescriptorNames.Requirements}.");
        }

        if (string.IsNullOrWhiteSpace(options.CatalogSweepSchedule))
        {
            failures.Add($"{nameof(options.CatalogSweepSchedule)} is missing; expected six fields, like 0 47 * * * *.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
