using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Platform.Core.Catalog.Locations;
using Platform.Functions.Queues;

namespace Platform.Functions.Catalog;

/// <summary>Takes requests to read sources again, and starts the hourly reading of all registered locations.</summary>
public sealed class RefreshQueueFunctions(RefreshHandler handler, LocationSweep sweep, QueueEdge edge)
{
    [Function("CatalogRefreshQueue")]
    public Task RunAsync(
        [QueueTrigger(RefreshMessage.Queue)] QueueMessage message, CancellationToken cancellationToken) =>
        edge.RunAsync(RefreshMessage.Queue, message, handler.RunAsync, cancellationToken);

    [Function("CatalogRefreshQueuePoison")]
    public async Task GiveUpAsync(
        [QueueTrigger(RefreshMessage.Queue + "-poison")] QueueMessage message, CancellationToken cancellationToken)
    {
        if (await edge.GiveUpAsync(RefreshMessage.Queue, message, cancellationToken))
        {
            await handler.GiveUpAsync(await edge.OpenAsync(message, cancellationToken), cancellationToken);
        }
    }

    /// <summary>Each registered location once an hour: what no push was heard of.</summary>
    [Function("CatalogLocationsSweep")]
    public Task SweepAsync([TimerTrigger("0 17 * * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        sweep.RunAsync(cancellationToken);
}
