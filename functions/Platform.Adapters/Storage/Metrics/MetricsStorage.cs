using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Metrics;

namespace Platform.Adapters.Storage.Metrics;

public static class MetricsStorage
{
    internal const string EventsTable = "deliveryevents";
    internal const string FactsTable = "deliveryfacts";
    internal const string DirtyTable = "deliverydirty";
    internal const string CountsTable = "deploymentcounts";

    public static IServiceCollection AddMetricsStorage(this IServiceCollection services) =>
        services.AddSingleton<IDeploymentStore, TableDeploymentStore>();
}
