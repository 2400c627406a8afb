using Platform.Core.Catalog;

namespace Platform.Functions.Catalog.Reads;

/// <summary>Counts what this instance has stored, so that a reader who misses something knows whether it may be news.</summary>
public sealed class WritesHere : ICatalogListener
{
    private long _count;

    public long Count => Interlocked.Read(ref _count);

    public Task OnIngestedAsync(CatalogIngestRequest request, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task OnWrittenAsync(IReadOnlyList<CatalogWriteResult> results, CancellationToken cancellationToken)
    {
        if (results.Any(result => result.Outcome == CatalogWriteOutcome.Stored))
        {
            Interlocked.Increment(ref _count);
        }

        return Task.CompletedTask;
    }
}
