using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Backstage.Shadow;

/// <param name="OnlyThere">In Backstage and not here.</param>
public sealed record ShadowCounts(int Identical, int Different, int OnlyThere, int OnlyHere);

public sealed record ShadowDifference(string Ref, IReadOnlyList<FieldDifference> Fields);

/// <summary>How the two catalogs compare. Locations are not in it: they only lead to the others.</summary>
/// <param name="Different">The first of them, by reference; as are the next two.</param>
/// <param name="Fingerprint">The same when the same entities differ in the same way.</param>
public sealed record ShadowReport(
    DateTimeOffset At,
    ShadowCounts Counts,
    IReadOnlyList<ShadowDifference> Different,
    IReadOnlyList<string> OnlyThere,
    IReadOnlyList<string> OnlyHere,
    string Fingerprint)
{
    /// <summary>So many of each kind of difference are told.</summary>
    public const int Told = 100;

    /// <value>What has changed; null when there is nothing to compare with.</value>
    public ShadowTrend? Trend { get; init; }
}

/// <summary>By how much each count has grown.</summary>
/// <param name="Since">The report that is compared with: yesterday's, or the oldest that is newer.</param>
public sealed record ShadowTrend(DateTimeOffset Since, int Identical, int Different, int OnlyThere, int OnlyHere)
{
    public static ShadowTrend Of(ShadowPoint before, ShadowCounts now) => new(
        before.At,
        now.Identical - before.Counts.Identical,
        now.Different - before.Counts.Different,
        now.OnlyThere - before.Counts.OnlyThere,
        now.OnlyHere - before.Counts.OnlyHere);
}

public sealed record ShadowPoint(DateTimeOffset At, ShadowCounts Counts);

/// <param name="At">When the first of the runs in a row was that could not be made.</param>
public sealed record ShadowFailure(DateTimeOffset At, Problem Problem);

/// <summary>What is known of a Backstage that runs beside the platform.</summary>
/// <param name="Backstage">Its address.</param>
public sealed record ShadowState(string Backstage)
{
    /// <value>The last run read both catalogs completely, and <see cref="Report"/> tells of it.</value>
    public bool Complete => Report is not null && Failure is null;

    /// <value>Of the last run that was complete; one that was not has judged nothing.</value>
    public ShadowReport? Report { get; init; }

    /// <value>Why there is no newer report.</value>
    public ShadowFailure? Failure { get; init; }

    /// <value>The counts of complete runs, the latest last.</value>
    public IReadOnlyList<ShadowPoint> History { get; init; } = [];
}

/// <summary>Keeps the state.</summary>
public interface IShadowStates
{
    /// <returns>The version is null when there is none yet.</returns>
    Task<(ShadowState? State, string? Version)> FindAsync(string backstage, CancellationToken cancellationToken);

    /// <returns>False when somebody else was quicker.</returns>
    Task<bool> SaveAsync(ShadowState state, string? version, CancellationToken cancellationToken);
}
