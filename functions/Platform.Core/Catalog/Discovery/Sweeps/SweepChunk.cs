namespace Platform.Core.Catalog.Discovery.Sweeps;

/// <summary>What became of some repositories of a sweep. It stands in the orchestration's history, so it is kept short.</summary>
/// <param name="Rest">Repositories that were not looked at, because the host asks to wait.</param>
/// <param name="Diverged">How many descriptors differed though webhooks should have told.</param>
/// <param name="DivergedRefs">Entities of those; the first ones.</param>
public sealed record SweepChunk(
    int Looked,
    int Stored,
    int Unchanged,
    int Removed,
    int Transferred,
    int Conflicts,
    int Held,
    int Problems,
    int Diverged,
    IReadOnlyList<string> DivergedRefs,
    int Failed,
    IReadOnlyList<SweepFailure> Failures,
    IReadOnlyList<long> Rest,
    TimeSpan? RetryAfter = null)
{
    public const int Kept = 50;

    public static SweepChunk Empty { get; } = new(0, 0, 0, 0, 0, 0, 0, 0, 0, [], 0, [], []);

    /// <summary>Both together, without what is still to be done.</summary>
    public SweepChunk Plus(SweepChunk other) => new(
        Looked + other.Looked,
        Stored + other.Stored,
        Unchanged + other.Unchanged,
        Removed + other.Removed,
        Transferred + other.Transferred,
        Conflicts + other.Conflicts,
        Held + other.Held,
        Problems + other.Problems,
        Diverged + other.Diverged,
        [.. DivergedRefs.Concat(other.DivergedRefs).Take(Kept)],
        Failed + other.Failed,
        [.. Failures.Concat(other.Failures).Take(Kept)],
        []);
}

/// <summary>A repository whose entities stay as they are, and why.</summary>
public sealed record SweepFailure(string Repository, string Reason)
{
    private const int LongestReason = 300;

    public static SweepFailure Of(object repository, string reason) =>
        new($"{repository}", reason.Length > LongestReason ? reason[..LongestReason] : reason);
}
