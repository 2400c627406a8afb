using Microsoft.Extensions.DependencyInjection;
using Platform.Adapters.Storage.Metrics;
using Platform.Core.Metrics;

namespace Platform.Functions.Metrics;

internal static class MetricsRegistration
{
    public static IServiceCollection AddDeliveryMetrics(this IServiceCollection services) => services
        .AddMetricsStorage()
        .AddSingleton<DeploymentRollup>()
        .AddSingleton<DeliveryEventsHandler>()
        .AddSingleton<DeploymentCountsHandler>();
}
