using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;
using Platform.Adapters.Storage.Access;
using Platform.Adapters.Storage.Catalog;
using Platform.Adapters.Yaml;
using Platform.Core.Access;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Claims;
using Platform.Core.Catalog.Ingestion;
using Platform.Core.Catalog.Locations;
using Platform.Core.Catalog.Placeholders;
using Platform.Core.Catalog.Sources;
using Platform.Core.Primitives;
using Platform.Core.SourceControl;

namespace Platform.TestKit.Catalog;

/// <summary>Ingestion on real storage, without a host: each instance is what a process would be.</summary>
public sealed class StoredCatalog : IDisposable
{
    private readonly ServiceProvider _services;

    /// <param name="policy">Sees every request to tables and blobs.</param>
    public StoredCatalog(string connection, HttpPipelinePolicy? policy = null)
    {
        Tables = new(connection, With(new TableClientOptions(), policy));
        var services = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(Tables)
            .AddSingleton(new BlobServiceClient(connection, With(new BlobClientOptions(), policy)))
            .AddCatalogStorage()
            .AddAccessStorage()
            .AddSingleton<AuditTrail>()
            .AddSingleton<IDocumentReader, YamlDocumentReader>()
            .AddSingleton<ICatalogFiles, MemoryFiles>()
            .AddSingleton<IWebTexts, NoWebTexts>()
            .AddSingleton(AllowedUrls.None)
            .AddSingleton(RepositoryHost.Of(new Uri("https://github.example.com/api/v3/")))
            .AddSingleton<IAllowRules, AllowEverything>()
            .AddSingleton<DescriptorReading>()
            .AddSingleton(new RemovalOptions())
            .AddSingleton<SourceIngestor>()
            .AddSingleton<CatalogRemovals>();
        _services = services.BuildServiceProvider();
    }

    public TableServiceClient Tables { get; }

    public SourceIngestor Ingestor => _services.GetRequiredService<SourceIngestor>();

    public CatalogRemovals Removals => _services.GetRequiredService<CatalogRemovals>();

    public IEntityClaims Claims => _services.GetRequiredService<IEntityClaims>();

    public ISourceRecords Sources => _services.GetRequiredService<ISourceRecords>();

    public IFreshness Freshness => _services.GetRequiredService<IFreshness>();

    public ICatalogReader Reader => _services.GetRequiredService<ICatalogReader>();

    public ILocationReports Reports => _services.GetRequiredService<ILocationReports>();

    public void Dispose() => _services.Dispose();

    private static T With<T>(T options, HttpPipelinePolicy? policy)
        where T : ClientOptions
    {
        if (policy is not null)
        {
            options.AddPolicy(policy, HttpPipelinePosition.PerCall);
        }

        return options;
    }
}
