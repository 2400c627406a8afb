using Microsoft.Extensions.DependencyInjection;
using Platform.Adapters.Storage.Catalog;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Ingestion;
using Platform.Core.SourceControl;

namespace Platform.Functions.Catalog;

internal static class CatalogRegistration
{
    public static IServiceCollection AddCatalog(this IServiceCollection services) => services
        .AddCatalogStorage()
        .AddSingleton<ICatalogFiles, SourceControlFiles>()
        .AddSingleton<ICatalogIngestion, QueuedIngestion>()
        .AddSingleton<CatalogIngestor>()
        .AddSingleton<CatalogIngestHandler>()
        .AddSingleton<ICatalogListener, EntityNameListener>()
        .AddSingleton<IGitHubEventHandler, DescriptorPushHandler>();
}
