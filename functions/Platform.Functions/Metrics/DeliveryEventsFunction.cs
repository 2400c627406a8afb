using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Platform.Functions.Queues;

namespace Platform.Functions.Metrics;

/// <summary>Takes what pipelines tell about deliveries; the form is delivery-events.schema.json.</summary>
public sealed class DeliveryEventsFunction(DeliveryEventsHandler handler, QueueEdge edge)
{
    public const string Name = "DeliveryEvents";
    public const string PoisonName = "DeliveryEventsPoison";
    public const string Queue = "delivery-events";

    [Function(Name)]
    public Task RunAsync([QueueTrigger(Queue)] QueueMessage message, CancellationToken cancellationToken) =>
        edge.RunAsync(Queue, message, handler.HandleAsync, cancellationToken);

    [Function(PoisonName)]
    public Task GiveUpAsync([QueueTrigger(Queue + "-poison")] QueueMessage message, CancellationToken cancellationToken) =>
        edge.GiveUpAsync(Queue, message, cancellationToken);
}
