using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Platform.Adapters.Storage.Catalog.Discovery;
using Platform.Adapters.Storage.Catalog.Feed;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Audits;
using Platform.Core.Catalog.Claims;
using Platform.Core.Catalog.Discovery.Repositories;
using Platform.Core.Catalog.Discovery.Sweeps;
using Platform.Core.Catalog.Feed;
using Platform.Core.Catalog.ForeignKinds;
using Platform.Core.Catalog.Locations;
using Platform.Core.Catalog.People;
using Platform.Core.Catalog.Proposals;
using Platform.Core.Catalog.Sources;

namespace Platform.Adapters.Storage.Catalog;

public static class CatalogStorage
{
    internal const string EntitiesTable = "catalog";
    internal const string ProblemsTable = "catalogproblems";
    internal const string KindsTable = "catalogkinds";
    internal const string SourcesTable = "catalogsources";
    internal const string RemovalsTable = "catalogremovals";
    internal const string FreshnessTable = "catalogfreshness";
    internal const string LocationsTable = "cataloglocations";
    internal const string HoldingsTable = "catalogholdings";
    internal const string OperationsTable = "catalogoperations";
    internal const string RepositoriesTable = "catalogrepositories";
    internal const string SweepsTable = "catalogsweeps";
    internal const string AuditsTable = "catalogaudits";
    internal const string BodiesContainer = "catalog";
    internal const string SnapshotContainer = "catalogsnapshots";

    public static IServiceCollection AddCatalogStorage(this IServiceCollection services) => services
        .AddSingleton<IEntityClaims, TableEntityClaims>()
        .AddSingleton<ICatalogStore, TableCatalogStore>()
        .AddSingleton<ICatalogReader>(provider => provider.GetRequiredService<ICatalogStore>())
        .AddSingleton<ISourceRecords, TableSourceRecords>()
        .AddSingleton<ISourceManifests>(provider => provider.GetRequiredService<ISourceRecords>())
        .AddSingleton<IHeldRemovals, TableHeldRemovals>()
        .AddSingleton<IFreshness, TableFreshness>()
        .AddSingleton<ICatalogFeed, TableCatalogFeed>()
        .AddSingleton<ICatalogSnapshots, BlobCatalogSnapshots>()
        .AddSingleton<ICatalogBodies, BlobCatalogBodies>()
        .AddSingleton<IPeopleStates, BlobPeopleStates>()
        .AddSingleton<ICatalogAudits, TableCatalogAudits>()
        .AddSingleton<IKindDefinitions, TableKindDefinitions>()
        .AddSingleton<IRegisteredLocations, TableRegisteredLocations>()
        .AddSingleton<ILocationHoldings, TableLocationHoldings>()
        .AddSingleton<ICatalogOperations, TableCatalogOperations>()
        .AddSingleton<ILocationReports, TableLocationReports>()
        .AddSingleton<IRepositoryRecords, TableRepositoryRecords>()
        .AddSingleton<IProposalRecords, TableProposalRecords>()
        .AddSingleton<ISweepRecords<SweepResult>>(provider => new TableSweepRecords<SweepResult>(
            provider.GetRequiredService<TableServiceClient>(), SweepsTable, result => result.EndedAt));
}
