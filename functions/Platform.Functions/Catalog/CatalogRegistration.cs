using Microsoft.Extensions.DependencyInjection;
using Platform.Adapters.Storage.Catalog;
using Platform.Adapters.Yaml;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Ingestion;
using Platform.Core.Primitives;
using Platform.Core.SourceControl;

namespace Platform.Functions.Catalog;

internal static class CatalogRegistration
{
    public static IServiceCollection AddCatalog(this IServiceCollection services) => services
        .AddCatalogStorage()
        .AddSingleton<IDocumentReader>(_ => new YamlDocumentReader())
        .AddSingleton<ICatalogFiles, SourceControlFiles>()
        .AddSingleton<ICatalogIngestion, QueuedIngestion>()
        .AddSingleton<CatalogIngestor>()
        .AddSingleton<CatalogIngestHandler>()
        .AddSingleton<IGitHubEventHandler, DescriptorPushHandler>();
}
