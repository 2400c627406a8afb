using Platform.Core.Catalog.ForeignKinds;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.Catalog.Ingestion;

/// <summary>What an ingestion came to, over all its files.</summary>
public sealed record IngestSummary(int Stored, int Unchanged, int Problems);

/// <summary>
/// Brings the catalog up to date with descriptors. Every document is judged by itself: the valid ones are stored, the problems
/// of the others go to the report of their location. An entity whose document has gone from its file stays: removing needs proof
/// that the file was read completely, which a later sweep gives.
/// </summary>
public sealed class CatalogIngestor(
    DescriptorReading reading,
    ICatalogFiles files,
    ICatalogStore store,
    ILocationReports reports,
    IEnumerable<ICatalogListener> listeners)
{
    public const string OwnedElsewhere = "entity-owned-elsewhere";

    /// <param name="queuedAt">Stands in for a time that the request lacks.</param>
    public async Task<IngestSummary> IngestAsync(
        CatalogIngestRequest request, DateTimeOffset queuedAt, CancellationToken cancellationToken)
    {
        var summary = await IngestFilesAsync(request, request.OccurredAt ?? queuedAt, cancellationToken);
        foreach (var listener in listeners)
        {
            await listener.OnIngestedAsync(request, cancellationToken);
        }

        return summary;
    }

    private async Task<IngestSummary> IngestFilesAsync(
        CatalogIngestRequest request, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var kinds = await reading.KindsAsync(cancellationToken);
        if (request.Repository is null)
        {
            return await IngestAsync(Descriptor.Inline(request.Location!), request.Content!, kinds, at, cancellationToken);
        }

        var repository = RepositoryName.Parse(request.Repository);
        var total = new IngestSummary(0, 0, 0);
        foreach (var path in request.Paths!.Distinct(StringComparer.Ordinal))
        {
            var descriptor = Descriptor.InRepository(request, path);
            var text = await files.ReadAsync(repository, path, request.Sha!, cancellationToken);
            var part = await IngestAsync(descriptor, text, kinds, at, cancellationToken);
            total = new(total.Stored + part.Stored, total.Unchanged + part.Unchanged, total.Problems + part.Problems);
        }

        return total;
    }

    private async Task<IngestSummary> IngestAsync(
        Descriptor descriptor, Result<string> text, KindRegistry kinds, DateTimeOffset at, CancellationToken cancellationToken)
    {
        // A message that was overtaken must not bring an old file back, even where the newer one changed no entity.
        if ((await reports.FindAsync(descriptor.Location, cancellationToken)).At > at)
        {
            return new(0, 0, 0);
        }

        var read = text.IsOk ? await reading.ReadAsync(descriptor, text.Value, kinds, cancellationToken) : new([], text.Problems);
        var problems = new List<Problem>(read.Problems);
        var writes = read.Entities.Select(entity => new CatalogWrite(entity, at)).ToList();
        var results = await store.WriteAsync(writes, cancellationToken);
        foreach (var listener in listeners)
        {
            await listener.OnWrittenAsync(results, cancellationToken);
        }

        problems.AddRange(results.Where(result => result.Outcome == CatalogWriteOutcome.OwnedElsewhere).Select(TakenProblem));
        var kept = problems.Take(LocationReport.Kept).ToList();
        await reports.ReplaceAsync(new(descriptor.Location, at, problems.Count, kept), cancellationToken);
        return new(
            results.Count(result => result.Outcome == CatalogWriteOutcome.Stored),
            results.Count(result => result.Outcome == CatalogWriteOutcome.Unchanged),
            problems.Count);
    }

    private static Problem TakenProblem(CatalogWriteResult result) => new(
        OwnedElsewhere,
        $"'{result.Write.Entity.Ref}' is described at {result.Owner} already, and the first description keeps it.",
        "metadata.name",
        result.Write.Entity.Ref.Canonical,
        "a reference that no other location describes");
}
