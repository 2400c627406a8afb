namespace Platform.Core.Catalog.Sources;

/// <summary>How careful removals are.</summary>
/// <param name="BrakePercent">A call that would remove more than so many percent of an origin's entities…</param>
/// <param name="BrakeMinimum">…and at least so many is held.</param>
/// <param name="DeletesOrphans">Whether orphans go when their parent is read completely for the second time.</param>
/// <param name="KeptDays">So long what was removed is remembered.</param>
public sealed record RemovalOptions(
    int BrakePercent = 20, int BrakeMinimum = 10, bool DeletesOrphans = true, int KeptDays = 30);
