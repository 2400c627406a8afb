using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Metrics.Keeping;
using Platform.TestKit.Services;

namespace Platform.TestKit.Hosting;

/// <summary>Follows events of deliveries through the app.</summary>
public static class MetricsDriver
{
    /// <summary>Waits until so many events of the component were taken.</summary>
    public static Task TakenAsync(this PlatformHost host, string component, int count, CancellationToken cancellationToken)
    {
        var events = host.Services.GetRequiredService<IDeliveryEvents>();
        return Eventually.HoldsAsync(
            async () => (await events.Read().OfAsync($"component:default/{component}", cancellationToken)).Count == count,
            cancellationToken,
            $"{component} has {count} events");
    }

    /// <summary>Counts now instead of with the next minute.</summary>
    public static Task RollUpAsync(this PlatformHost host, CancellationToken cancellationToken) =>
        host.Services.GetRequiredService<RollupRun>().RunAsync(cancellationToken);

    public static async Task<JsonNode> DoraAsync(
        this PlatformHost host, string scope, CancellationToken cancellationToken, string more = "") =>
        (await host.Client.GetFromJsonAsync<JsonNode>(
            $"metrics/dora?scope={scope}&from=2030-01-01&to=2030-01-31{more}", cancellationToken))!;
}
