using Platform.Core.Primitives;

namespace Platform.Core.Catalog;

/// <summary>What the last ingestion of a location found wrong; empty when all is well.</summary>
/// <param name="Location"><c>type:target</c>, as in the annotation <c>backstage.io/managed-by-location</c>.</param>
/// <param name="Total">All problems, also those that <see cref="Problems"/> had no room for.</param>
public sealed record LocationReport(string Location, DateTimeOffset? At, int Total, IReadOnlyList<Problem> Problems)
{
    /// <summary>So many are kept; a file with more is broken as a whole.</summary>
    public const int Kept = 50;
}

public interface ILocationReports
{
    /// <summary>Replaces the location's report, unless a newer one is there.</summary>
    Task ReplaceAsync(LocationReport report, CancellationToken cancellationToken);

    Task<LocationReport> FindAsync(string location, CancellationToken cancellationToken);
}
