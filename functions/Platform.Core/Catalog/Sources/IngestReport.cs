using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Sources;

/// <param name="Location"><c>type:target</c>, as in <c>backstage.io/managed-by-location</c>.</param>
public sealed record LocatedProblem(string Source, string Location, Problem Problem);

/// <summary>What came of a call, over all its readings.</summary>
/// <param name="Stored">Entities that are new or changed.</param>
/// <param name="Unchanged">Entities that were verified only. Those of an unchanged source count too.</param>
/// <param name="Removed">Entities that nobody describes any more.</param>
/// <param name="Transferred">Entities that another source has taken over from the one that let go.</param>
/// <param name="Conflicts">Entities that another source holds; the claim is kept.</param>
/// <param name="Held">Removals that wait for somebody's word, because they were too many at once.</param>
/// <param name="Entities">The entities as they were read, in the order of the readings; of a dry run only.</param>
public sealed record IngestReport(
    int Stored,
    int Unchanged,
    int Removed,
    int Transferred,
    int Conflicts,
    IReadOnlyList<LocatedProblem> Problems,
    IReadOnlyList<HeldRemoval> Held,
    IReadOnlyList<CatalogEntity> Entities)
{
    public static IngestReport Empty { get; } = new(0, 0, 0, 0, 0, [], [], []);

    /// <summary>What two calls came to together.</summary>
    public IngestReport Plus(IngestReport other) => new(
        Stored + other.Stored,
        Unchanged + other.Unchanged,
        Removed + other.Removed,
        Transferred + other.Transferred,
        Conflicts + other.Conflicts,
        [.. Problems, .. other.Problems],
        [.. Held, .. other.Held],
        [.. Entities, .. other.Entities]);
}
