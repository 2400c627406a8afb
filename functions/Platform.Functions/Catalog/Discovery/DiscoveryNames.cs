namespace Platform.Functions.Catalog.Discovery;

/// <summary>
/// Names that outlive a deployment, as <see cref="Scaffolding.ScaffoldNames"/> has it: a change of the orchestrator's steps, or
/// of what its activities take and give, gets a new version beside the old one.
/// </summary>
public static class DiscoveryNames
{
    public const string Orchestrator = "CatalogSweep_v1";
    public const string Plan = "CatalogSweep_v1_Plan";
    public const string Look = "CatalogSweep_v1_Look";
    public const string Conclude = "CatalogSweep_v1_Conclude";
    public const string End = "CatalogSweep_v1_End";

    public const string Start = "CatalogSweepStart";
    public const string Get = "CatalogSweepGet";
    public const string Timer = "CatalogSweepTimer";
    public const string Repositories = "CatalogRepositoriesList";
    public const string News = "CatalogRepositories";
    public const string NewsPoison = "CatalogRepositoriesPoison";
    public const string Proposals = "CatalogProposals";
    public const string ProposalsPoison = "CatalogProposalsPoison";
}
