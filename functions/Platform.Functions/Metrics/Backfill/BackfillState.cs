using Platform.Core.Metrics.Backfill;

namespace Platform.Functions.Metrics.Backfill;

/// <summary>Where a backfill is; what it goes on with after its history was cut.</summary>
/// <param name="Repositories">How many there are; null before the plan.</param>
/// <param name="Place">Of the repository that is read.</param>
public sealed record BackfillState(
    string Id, int? Repositories = null, int Place = 0, PastKind Kind = PastKind.Commits, int Page = 1)
{
    public static PastKind Last { get; } = Enum.GetValues<PastKind>()[^1];

    /// <value>Everything was read.</value>
    public bool IsDone => Place >= Repositories;

    public BackfillState After(bool more) =>
        more ? this with { Page = Page + 1 }
        : Kind != Last ? this with { Kind = Kind + 1, Page = 1 }
        : this with { Place = Place + 1, Kind = PastKind.Commits, Page = 1 };
}
