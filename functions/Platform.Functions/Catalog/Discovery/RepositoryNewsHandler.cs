using Microsoft.Extensions.Logging;
using Platform.Core.Catalog.Discovery.News;
using Platform.Core.Primitives;

namespace Platform.Functions.Catalog.Discovery;

/// <summary>Reads news and does what follows from it.</summary>
public sealed partial class RepositoryNewsHandler(
    NewsIngestor ingestor, TimeProvider clock, ILogger<RepositoryNewsHandler> logger)
{
    /// <returns>What is wrong with the message; what is wrong with descriptors goes to the reports of their locations.</returns>
    public async Task<IReadOnlyList<Problem>> HandleAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var news = RepositoryNews.Parse(body.Span);
        if (!news.IsOk)
        {
            return news.Problems;
        }

        var meter = new IngestionMeter(clock);
        var report = await ingestor.IngestAsync(news.Value, cancellationToken);
        meter.Done(report.Stored, report.Unchanged, report.Problems.Count);
        Log.Ingested(logger, news.Value.Id, news.Value.Kind, report.Stored, report.Unchanged, report.Removed);
        return [];
    }

    private static partial class Log
    {
        [LoggerMessage(
            1, LogLevel.Information,
            "News {Id} ({Kind}): {Stored} entities stored, {Unchanged} unchanged, {Removed} removed.")]
        public static partial void Ingested(ILogger logger, string id, NewsKind kind, int stored, int unchanged, int removed);
    }
}
