using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.Adapters.Storage.Catalog;
using Platform.Adapters.Web;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Audits;
using Platform.Core.Catalog.Index;
using Platform.Core.Catalog.Ingestion;
using Platform.Core.Catalog.Locations;
using Platform.Core.Catalog.Placeholders;
using Platform.Core.Catalog.Sources;
using Platform.Core.SourceControl;
using Platform.Functions.Catalog.Backstage;
using Platform.Functions.Catalog.Reads;

namespace Platform.Functions.Catalog;

internal static class CatalogRegistration
{
    public static IServiceCollection AddCatalog(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CatalogOptions>().Bind(configuration).ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<CatalogOptions>, CatalogOptionsValidation>()
            .AddSingleton(provider => provider.GetRequiredService<IOptions<CatalogOptions>>().Value.AllowedUrls())
            .AddSingleton<IAllowRules>(provider => new AllowRules(
                provider.GetRequiredService<IOptions<CatalogOptions>>().Value.AllowRules(),
                provider.GetRequiredService<RepositoryHost>()))
            .AddCatalogStorage()
            .AddSingleton<IndexLoader>()
            .AddSingleton<SnapshotWriter>()
            .AddSingleton<CatalogIndex>()
            .AddSingleton<ICatalogIndex>(provider => provider.GetRequiredService<CatalogIndex>())
            .AddSingleton<EntityNames>()
            .AddSingleton<CatalogAuditor>()
            .AddSingleton<AuditOperations>()
            .AddSingleton<CatalogPurge>()
            .AddSingleton<ICatalogFiles, SourceControlFiles>()
            .AddSingleton<IWebTexts>(_ => new HttpWebTexts())
            .AddSingleton<ICatalogIngestion, QueuedIngestion>()
            .AddSingleton<DescriptorReading>()
            .AddSingleton(provider => provider.GetRequiredService<IOptions<CatalogOptions>>().Value.RemovalOptions())
            .AddSingleton<SourceIngestor>()
            .AddSingleton<CatalogRemovals>()
            .AddSingleton<IRemovals>(provider => provider.GetRequiredService<CatalogRemovals>())
            .AddSingleton<ICatalogRemoval>(provider => provider.GetRequiredService<CatalogRemovals>())
            .AddSingleton<LateFiles>()
            .AddSingleton<CommitVouching>()
            .AddSingleton<CatalogIngestor>()
            .AddSingleton<CatalogIngestHandler>()
            .AddSingleton<KindHandler>()
            .AddSingleton<RemovalHandler>()
            .AddSingleton<ValidationHandler>()
            .AddSingleton<CatalogReadEdge>()
            .AddSingleton<AncestryReads>()
            .AddSingleton<EntityRemovalHandler>()
            .AddSingleton<EntityValidationHandler>()
            .AddSingleton<WritesHere>()
            .AddSingleton<ICatalogListener>(provider => provider.GetRequiredService<WritesHere>())
            .AddLocations()
            .AddBackstage(configuration);
    }
}
