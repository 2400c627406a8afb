using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Catalog;
using Platform.Core.Metrics;
using Platform.TestKit.Metrics;
using Platform.TestKit.Services;

namespace Platform.TestKit.Hosting;

/// <summary>Follows deployment events through the app.</summary>
public static class MetricsDriver
{
    /// <summary>Waits until the component has so many facts on the builder's day.</summary>
    public static Task FactsAsync(this PlatformHost host, string component, int count, CancellationToken cancellationToken)
    {
        var store = host.Services.GetRequiredService<IDeploymentStore>();
        var day = DateOnly.FromDateTime(DeploymentFactBuilder.Noon.DateTime);
        return Eventually.HoldsAsync(
            async () => (await store.FactsAsync(EntityRef.Parse(component, "component"), day, cancellationToken)).Count == count,
            cancellationToken,
            $"{component} has {count} deployments");
    }

    /// <summary>Counts now instead of with the next minute.</summary>
    public static Task RollUpAsync(this PlatformHost host, CancellationToken cancellationToken) =>
        host.Services.GetRequiredService<DeploymentRollup>().RunAsync(cancellationToken);

    public static async Task<JsonNode> DeploymentsAsync(
        this PlatformHost host, string component, CancellationToken cancellationToken) =>
        (await host.Client.GetFromJsonAsync<JsonNode>(
            $"metrics/deployments?component={component}&from=2030-01-01&to=2030-01-31", cancellationToken))!;
}
