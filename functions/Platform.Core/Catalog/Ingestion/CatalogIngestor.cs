using Platform.Core.Catalog.Sources;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.Catalog.Ingestion;

/// <summary>Reads what a request names and has the catalog brought up to date with it.</summary>
public sealed class CatalogIngestor(
    ICatalogFiles files,
    SourceIngestor sources,
    LateFiles late,
    CommitVouching vouching,
    IEnumerable<ICatalogListener> listeners)
{
    /// <param name="queuedAt">Stands in for a time that the request lacks.</param>
    public async Task<IngestReport> IngestAsync(
        CatalogIngestRequest request, DateTimeOffset queuedAt, CancellationToken cancellationToken)
    {
        var readings = request.Repository is null
            ? [new SourceReading(Descriptor.Inline(request.Location!), SourceState.Read, request.Content!)]
            : await ReadAsync(request, cancellationToken);
        var at = request.OccurredAt ?? queuedAt;
        var options = new IngestOptions(at, IngestCause.Queue, OriginOf(request))
        {
            By = "queue:" + QueuedIngestion.Queue,
            Reason = request.Id,
        };
        var report = await sources.IngestAsync(readings, options, cancellationToken);
        await late.AskAgainAsync(request, at, readings, cancellationToken);
        foreach (var listener in listeners)
        {
            await listener.OnIngestedAsync(request, cancellationToken);
        }

        return report;
    }

    private async Task<IReadOnlyList<SourceReading>> ReadAsync(
        CatalogIngestRequest request, CancellationToken cancellationToken)
    {
        var repository = RepositoryName.Parse(request.Repository!);
        var readings = new List<SourceReading>();
        foreach (var path in request.Paths!.Distinct(StringComparer.Ordinal))
        {
            var text = await files.ReadAsync(repository, path, request.Sha!, cancellationToken);
            var descriptor = await vouching.JudgeAsync(Descriptor.InRepository(request, path), cancellationToken);
            readings.Add(text.IsOk
                ? new(descriptor, SourceState.Read, text.Value)
                : new(descriptor, SourceState.Failed, Problems: text.Problems));
        }

        return readings;
    }

    private static string? OriginOf(CatalogIngestRequest request) =>
        request.Repository is { } repository ? $"github:{RepositoryName.Parse(repository).Owner.ToLowerInvariant()}" : null;
}
