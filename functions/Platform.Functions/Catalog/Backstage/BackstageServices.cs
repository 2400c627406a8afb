using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Platform.Adapters.Backstage;
using Platform.Core.Catalog.Backstage;
using Platform.Core.Catalog.Backstage.Shadow;

namespace Platform.Functions.Catalog.Backstage;

internal static class BackstageServices
{
    /// <summary>Expects the catalog; the notifier comes with ChatOps.</summary>
    public static IServiceCollection AddBackstage(this IServiceCollection services, IConfiguration configuration) => services
        .AddShadowedBackstage(configuration)
        .AddSingleton<CatalogSight>()
        .AddSingleton<ImportPlaces>()
        .AddSingleton<EntityImport>()
        .AddSingleton<ImportHandler>()
        .AddSingleton<ShadowComparison>()
        .AddSingleton<ShadowRun>()
        .AddSingleton<ShadowHandler>();
}
