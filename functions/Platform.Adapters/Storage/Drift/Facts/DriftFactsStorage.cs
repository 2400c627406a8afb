using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Platform.Adapters.Storage.Catalog.Discovery;
using Platform.Adapters.Storage.Drift.Findings;
using Platform.Core.Catalog.Discovery.Sweeps;
using Platform.Core.Drift.Collection;
using Platform.Core.Drift.Sweeps;

namespace Platform.Adapters.Storage.Drift.Facts;

public static class DriftFactsStorage
{
    internal const string FactsTable = "driftfacts";
    internal const string SweepsTable = "driftsweeps";
    internal const string DeploymentsTable = "driftdeployments";
    internal const string BodiesContainer = "driftbodies";

    public static IServiceCollection AddDriftFactsStorage(this IServiceCollection services) => services
        .AddSingleton<IDriftFacts, TableDriftFacts>()
        .AddSingleton<IDeploymentSigns, TableDeploymentSigns>()
        .AddDocuments<WatchedCatalog>("watched")
        .AddDocuments<CountedWeeks>("weeks")
        .AddDocuments<ArgoSign>("argo-application")
        .AddDocuments<LinkNotes>("links")
        .AddSingleton<ISweepRecords<DriftSweepResult>>(provider => new TableSweepRecords<DriftSweepResult>(
            provider.GetRequiredService<TableServiceClient>(), SweepsTable, result => result.EndedAt));
}
