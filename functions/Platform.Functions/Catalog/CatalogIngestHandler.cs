using Microsoft.Extensions.Logging;
using Platform.Core.Catalog.Ingestion;
using Platform.Core.Primitives;

namespace Platform.Functions.Catalog;

/// <summary>Reads a message and ingests what it names.</summary>
public sealed partial class CatalogIngestHandler(
    CatalogIngestor ingestor, TimeProvider clock, ILogger<CatalogIngestHandler> logger)
{
    /// <returns>What is wrong with the message. What is wrong with a descriptor goes to the report of its location
    /// instead.</returns>
    public async Task<IReadOnlyList<Problem>> HandleAsync(
        ReadOnlyMemory<byte> body, DateTimeOffset? queuedAt, CancellationToken cancellationToken)
    {
        var request = CatalogIngestMessage.Parse(body.Span);
        if (!request.IsOk)
        {
            return request.Problems;
        }

        var meter = new IngestionMeter(clock);
        var summary = await ingestor.IngestAsync(request.Value, queuedAt ?? clock.GetUtcNow(), cancellationToken);
        meter.Done(summary.Stored, summary.Unchanged, summary.Problems.Count);
        Log.Ingested(logger, request.Value.Id, summary.Stored, summary.Unchanged, summary.Problems.Count);
        return [];
    }

    private static partial class Log
    {
        [LoggerMessage(
            1, LogLevel.Information,
            "Ingestion {Id}: {Stored} entities stored, {Unchanged} unchanged, {Problems} problems.")]
        public static partial void Ingested(ILogger logger, string id, int stored, int unchanged, int problems);
    }
}
