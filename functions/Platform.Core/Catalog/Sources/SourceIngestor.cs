using Platform.Core.Catalog.Ingestion;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Sources;

/// <summary>
/// Brings the catalog up to date with readings of sources. Every document is judged by itself: the valid ones are stored, the
/// problems of the others go to the report of their location.
/// </summary>
public sealed class SourceIngestor(
    DescriptorReading reading, ICatalogStore store, ILocationReports reports, IEnumerable<ICatalogListener> listeners)
{
    public const string OwnedElsewhere = "entity-owned-elsewhere";

    /// <summary>Repeating a call is harmless.</summary>
    /// <param name="readings">Of one origin, each source once. One call for a whole push or chunk of a sweep: what moves from
    /// one source to another within it stays the same entity.</param>
    public async Task<IngestReport> IngestAsync(
        IReadOnlyList<SourceReading> readings, IngestOptions options, CancellationToken cancellationToken)
    {
        var kinds = await reading.KindsAsync(cancellationToken);
        var report = IngestReport.Empty;
        foreach (var one in readings)
        {
            report = await IngestAsync(one, options, kinds, report, cancellationToken);
        }

        return report;
    }

    private async Task<IngestReport> IngestAsync(
        SourceReading source,
        IngestOptions options,
        ForeignKinds.KindRegistry kinds,
        IngestReport report,
        CancellationToken cancellationToken)
    {
        // A message that was overtaken must not bring an old file back, even where the newer one changed no entity.
        if ((await reports.FindAsync(source.Descriptor.Location, cancellationToken)).At > options.At)
        {
            return report;
        }

        var read = source.State == SourceState.Read
            ? await reading.ReadAsync(source.Descriptor, source.Text!, kinds, cancellationToken)
            : new([], source.Problems ?? []);
        var problems = new List<Problem>(read.Problems);
        var writes = read.Entities.Select(entity => new CatalogWrite(entity, options.At)).ToList();
        var results = await store.WriteAsync(writes, cancellationToken);
        foreach (var listener in listeners)
        {
            await listener.OnWrittenAsync(results, cancellationToken);
        }

        var taken = results.Where(result => result.Outcome == CatalogWriteOutcome.OwnedElsewhere).Select(TakenProblem).ToList();
        problems.AddRange(taken);
        var kept = problems.Take(LocationReport.Kept).ToList();
        await reports.ReplaceAsync(new(source.Descriptor.Location, options.At, problems.Count, kept), cancellationToken);
        return report with
        {
            Stored = report.Stored + results.Count(result => result.Outcome == CatalogWriteOutcome.Stored),
            Unchanged = report.Unchanged + results.Count(result => result.Outcome == CatalogWriteOutcome.Unchanged),
            Conflicts = report.Conflicts + taken.Count,
            Problems =
            [
                .. report.Problems,
                .. problems.Select(problem => new LocatedProblem(source.Source, source.Descriptor.Location, problem)),
            ],
        };
    }

    private static Problem TakenProblem(CatalogWriteResult result) => new(
        OwnedElsewhere,
        $"'{result.Write.Entity.Ref}' is described at {result.Owner} already, and the first description keeps it.",
        "metadata.name",
        result.Write.Entity.Ref.Canonical,
        "a reference that no other location describes");
}
