using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.Adapters.Storage.Metrics.Senders;
using Platform.Core.Metrics.Senders;
using Platform.Core.Metrics.Senders.GitHub;
using Platform.Core.Metrics.Senders.GitHub.Lost;
using Platform.Functions.Catalog.Discovery;

namespace Platform.Functions.Metrics.Senders;

internal static class SenderRegistration
{
    /// <summary>The mechanism; each sender registers its translator and its gate.</summary>
    public static IServiceCollection AddSenders(this IServiceCollection services) => services
        .AddSenderStorage()
        .AddSingleton<ComponentKeySync>()
        .AddSingleton<ComponentFinder>()
        .AddSingleton<IComponentFinder>(provider => provider.GetRequiredService<ComponentFinder>())
        .AddSingleton(provider => provider.GetRequiredService<IOptions<MetricsOptions>>().Value.Labels())
        .AddSingleton<IDeliveryTranslator, GitHubTranslator>()
        .AddSingleton<SenderIntake>()
        .AddSingleton<DeliveryWork>()
        .AddSingleton(provider => new DeliveryRetentionTime(
            TimeSpan.FromDays(provider.GetRequiredService<IOptions<MetricsOptions>>().Value.MetricsRawRetentionDays)))
        .AddSingleton<DeliveryRetention>()
        .AddSingleton(provider => new LostDeliveriesSettings(
            provider.GetRequiredService<IOptions<DiscoveryOptions>>().Value.Organizations(), LostDeliveriesSettings.UsualGrace))
        .AddSingleton<LostDeliveries>()
        .AddSingleton<SenderDeliveriesHandler>()
        .AddSingleton<DeliveryListHandler>()
        .AddSingleton<DeliveryWebhooksHandler>();
}
