using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Platform.Core.Metrics.Senders;
using Platform.Functions.Hosting;
using Platform.Functions.Queues;

namespace Platform.Functions.Metrics.Senders;

/// <summary>Translates what senders sent; one that can't be understood is kept with the reason and its body's address.</summary>
public sealed class DeliveryWebhooksFunction(
    DeliveryWebhooksHandler handler, OrchestrationSignals signals, QueueEdge edge)
{
    public const string Name = "DeliveryWebhooks";
    public const string PoisonName = "DeliveryWebhooksPoison";

    [Function(Name)]
    public Task RunAsync(
        [QueueTrigger(DeliveryEnvelope.Queue)] QueueMessage message,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        signals.Use(client);
        return edge.RunAsync(DeliveryEnvelope.Queue, message, handler.HandleAsync, cancellationToken);
    }

    [Function(PoisonName)]
    public Task GiveUpAsync(
        [QueueTrigger(DeliveryEnvelope.Queue + "-poison")] QueueMessage message, CancellationToken cancellationToken) =>
        edge.GiveUpAsync(DeliveryEnvelope.Queue, message, cancellationToken);
}
