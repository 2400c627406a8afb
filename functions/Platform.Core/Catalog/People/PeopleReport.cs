using Platform.Core.Primitives;

namespace Platform.Core.Catalog.People;

/// <summary>What came of looking through one directory.</summary>
/// <param name="Complete">The listing was complete; only then is anything changed.</param>
/// <param name="Stored">Entities that are new or changed.</param>
/// <param name="Removed">Entities that are gone.</param>
/// <param name="Missing">Who was absent from this listing for the first time, and stays.</param>
/// <param name="Held">Entities whose removal waits for somebody's word, because they are too many.</param>
/// <param name="Calls">Requests to the directory.</param>
public sealed record PeopleReport(
    string Origin,
    bool Complete,
    int Users,
    int Groups,
    int Stored,
    int Unchanged,
    int Removed,
    int Missing,
    int Held,
    int Calls)
{
    /// <summary>So many problems are told; <see cref="ProblemCount"/> has them all.</summary>
    public const int Told = 50;

    /// <value>Why the listing broke off.</value>
    public Problem? Failure { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public IReadOnlyList<Problem> Problems { get; init; } = [];

    public int ProblemCount { get; init; }
}
