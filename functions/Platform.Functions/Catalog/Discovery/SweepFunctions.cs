using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Platform.Core.Access;
using Platform.Functions.Access;

namespace Platform.Functions.Catalog.Discovery;

/// <summary>Has organisations and repositories looked through, on time and on demand.</summary>
public sealed class SweepFunctions(SweepHandler handler, SweepStarter starter)
{
    [Function(DiscoveryNames.Start), RequiresRole(Role.Registrar)]
    public Task<IActionResult> StartAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "catalog/sweeps")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => handler.StartAsync(request, client, cancellationToken);

    [Function(DiscoveryNames.Get), RequiresRole(Role.Reader)]
    public Task<IActionResult> FindAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "catalog/sweeps/{sweepId}")] HttpRequest request,
        string sweepId,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => handler.FindAsync(request, client, sweepId, cancellationToken);

    [Function(DiscoveryNames.Timer)]
    public async Task SweepAsync(
        [TimerTrigger($"%{nameof(DiscoveryOptions.CatalogSweepSchedule)}%")] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        if (starter.Organizations.Count > 0)
        {
            await starter.StartAsync(client, scope: null, "timer", cancellationToken);
        }
    }
}
