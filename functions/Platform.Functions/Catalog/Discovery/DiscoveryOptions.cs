using Microsoft.Extensions.Options;
using Platform.Core.Catalog.Discovery;
using Platform.Core.Catalog.Proposals;
using Platform.Core.Scaffolding.Publishing;
using Platform.Functions.Hosting;

namespace Platform.Functions.Catalog.Discovery;

public sealed class DiscoveryOptions
{
    /// <value>Whose repositories are looked through for descriptors, separated by commas; empty for nobody's.</value>
    public string? CatalogOrganizations { get; set; }

    /// <value>Which files are descriptors: names and globs, separated by commas; those after a '!' are left out.</value>
    public string? CatalogDescriptorFiles { get; set; }

    /// <value>When all organisations are looked through, as an NCRONTAB expression of six fields, in UTC.</value>
    public string? CatalogSweepSchedule { get; set; }

    /// <value>
    /// Which repositories without a descriptor get one proposed: <c>acme/legacy-*=off, acme=propose, other=dry-run</c>, where the
    /// first that matches counts. Nothing is proposed to those that none matches.
    /// </value>
    public string? CatalogProposals { get; set; }

    /// <value>How many repositories a sweep looks at for that, at most; each takes four changes of GitHub's budget.</value>
    public int CatalogProposalsPerSweep { get; set; } = 20;

    public ProposalPolicy ProposalPolicy() =>
        Core.Catalog.Proposals.ProposalPolicy.Parse(CatalogProposals).Value!.Limited(CatalogProposalsPerSweep);

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

        if (!ProposalPolicy.Parse(options.CatalogProposals).IsOk)
        {
            failures.Add($"{nameof(options.CatalogProposals)} is not valid; expected {ProposalPolicy.Requirements}.");
        }

        if (options.CatalogProposalsPerSweep is < 1 or > 100)
        {
            failures.Add($"{nameof(options.CatalogProposalsPerSweep)} is not valid; expected 1 to 100.");
        }

        if (string.IsNullOrWhiteSpace(options.CatalogSweepSchedule))
        {
            failures.Add(TimerSettings.Missing(nameof(options.CatalogSweepSchedule), "0 47 * * * *"));
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
