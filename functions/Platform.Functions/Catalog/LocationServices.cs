using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.Core.Catalog;
using Platform.Core.Catalog.Discovery;
using Platform.Core.Catalog.Locations;
using Platform.Core.SourceControl;
using Platform.Functions.Catalog.Discovery;

namespace Platform.Functions.Catalog;

internal static class LocationServices
{
    public static IServiceCollection AddLocations(this IServiceCollection services) => services
        .AddSingleton<LocationAddresses>()
        .AddSingleton<LocationReader>()
        .AddSingleton(provider => new DiscoveredSources(
            provider.GetRequiredService<IOptions<DiscoveryOptions>>().Value.Organizations(),
            provider.GetRequiredService<DescriptorNames>()))
        .AddSingleton<LocationReturn>()
        .AddSingleton<LocationSharing>()
        .AddSingleton<LocationRefresher>()
        .AddSingleton<LocationRelease>()
        .AddSingleton<EntityRefresher>()
        .AddSingleton<EntityAncestry>()
        .AddSingleton<RefreshRunner>()
        .AddSingleton<LocationRegistration>()
        .AddSingleton<LocationSweep>()
        .AddSingleton(provider => new CatalogMode(
            provider.GetRequiredService<IOptions<CatalogOptions>>().Value.CatalogReadOnly))
        .AddSingleton<LocationHandler>()
        .AddSingleton<LocationAnalysisHandler>()
        .AddSingleton<RefreshHandler>()
        .AddSingleton(provider => new RegistrationPatience(TimeSpan.FromSeconds(
            provider.GetRequiredService<IOptions<CatalogOptions>>().Value.CatalogRegistrationWaitSeconds)))
        .AddSingleton<ICatalogListener, LocationListener>()
        .AddSingleton<IGitHubEventHandler, LocationPushHandler>();
}
