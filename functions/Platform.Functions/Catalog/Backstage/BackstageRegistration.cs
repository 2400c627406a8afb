using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Catalog.Backstage;

namespace Platform.Functions.Catalog.Backstage;

internal static class BackstageRegistration
{
    /// <summary>Expects the catalog.</summary>
    public static IServiceCollection AddBackstage(this IServiceCollection services) => services
        .AddSingleton<CatalogSight>()
        .AddSingleton<ImportPlaces>()
        .AddSingleton<EntityImport>()
        .AddSingleton<ImportHandler>();
}
