using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Platform.Core.Catalog.Ingestion;
using Platform.Functions.Hosting;
using Platform.Functions.Queues;

namespace Platform.Functions.Catalog;

/// <summary>Takes requests to read descriptors; their form is catalog-ingest.schema.json.</summary>
public sealed class CatalogIngestFunction(CatalogIngestHandler handler, QueueEdge edge, OrchestrationSignals signals)
{
    public const string Name = "CatalogIngest";
    public const string PoisonName = "CatalogIngestPoison";

    [Function(Name)]
    public Task RunAsync(
        [QueueTrigger(QueuedIngestion.Queue)] QueueMessage message,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        signals.Use(client);
        return edge.RunAsync(
            QueuedIngestion.Queue,
            message,
            (body, token) => handler.HandleAsync(body, message.InsertedOn, token),
            cancellationToken);
    }

    [Function(PoisonName)]
    public Task GiveUpAsync(
        [QueueTrigger(QueuedIngestion.Queue + "-poison")] QueueMessage message, CancellationToken cancellationToken) =>
        edge.GiveUpAsync(QueuedIngestion.Queue, message, cancellationToken);
}
