using Platform.Core.Catalog.Sources;

namespace Platform.Core.Catalog.Discovery;

internal static class IngestReports
{
    /// <summary>What several calls came to.</summary>
    public static IngestReport Plus(this IngestReport one, IngestReport other) => new(
        one.Stored + other.Stored,
        one.Unchanged + other.Unchanged,
        one.Removed + other.Removed,
        one.Transferred + other.Transferred,
        one.Conflicts + other.Conflicts,
        [.. one.Problems, .. other.Problems],
        [.. one.Held, .. other.Held],
        [.. one.Entities, .. other.Entities]);
}
