using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.Core.Catalog.Discovery;
using Platform.Core.Catalog.Discovery.News;
using Platform.Core.Catalog.Discovery.Repositories;
using Platform.Core.Catalog.Discovery.Sweeps;
using Platform.Core.Catalog.Proposals;
using Platform.Core.SourceControl;

namespace Platform.Functions.Catalog.Discovery;

internal static class DiscoveryRegistration
{
    public static IServiceCollection AddCatalogDiscovery(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DiscoveryOptions>().Bind(configuration).ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<DiscoveryOptions>, DiscoveryOptionsValidation>()
            .AddSingleton(provider => provider.GetRequiredService<IOptions<DiscoveryOptions>>().Value.DescriptorNames())
            .AddSingleton(new DiscoveryLimits())
            .AddSingleton<RepositoryEyes>()
            .AddSingleton<RepositoryReadings>()
            .AddSingleton<SweepPlanning>()
            .AddSingleton<ChunkSweep>()
            .AddSingleton<SweepConclusion>()
            .AddSingleton<SweepStarter>()
            .AddSingleton<SweepHandler>()
            .AddSingleton<PushReading>()
            .AddSingleton<PushIngestion>()
            .AddSingleton<Dependents>()
            .AddSingleton<RepositoryRefresh>()
            .AddSingleton(provider => provider.GetRequiredService<IOptions<DiscoveryOptions>>().Value.ProposalPolicy())
            .AddSingleton<RepositoryAnalysis>()
            .AddSingleton<ProposalPlanning>()
            .AddSingleton<CatalogProposer>()
            .AddSingleton<ProposalHandler>()
            .AddSingleton<NewsIngestor>()
            .AddSingleton<RepositoryNewsHandler>()
            .AddSingleton<IGitHubEventHandler, DescriptorPushHandler>()
            .AddSingleton<IGitHubEventHandler, RepositoryEventHandler>();
    }
}
