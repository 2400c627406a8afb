using System.Text.Json;
using Platform.Core.Primitives;
using Platform.Core.Queues;

namespace Platform.Core.Catalog.Ingestion;

/// <summary>Requests by way of the queue, as any pipeline makes them.</summary>
public sealed class QueuedIngestion(IQueueSender sender) : ICatalogIngestion
{
    public const string Queue = "catalog-ingest";

    public Task RequestAsync(CatalogIngestRequest request, CancellationToken cancellationToken) =>
        sender.SendAsync(Queue, JsonSerializer.SerializeToUtf8Bytes(request, PlatformJson.Options), cancellationToken);
}
