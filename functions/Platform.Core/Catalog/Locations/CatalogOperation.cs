using Platform.Core.Catalog.Sources;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Locations;

public enum OperationState
{
    /// <summary>On its way; nobody has to ask again for it to go on.</summary>
    Queued,

    /// <summary>Done; <see cref="OperationResult.Problems"/> may still be many.</summary>
    Succeeded,

    /// <summary>Given up; what the catalog knew before stays.</summary>
    Failed,
}

/// <summary>Something that reads sources again, and what came of it.</summary>
/// <param name="Kind"><c>register</c>, <c>unregister</c>, <c>refresh</c> or <c>audit</c>.</param>
/// <param name="Subject">A location's <c>type:target</c>, the reference of an entity, or <c>catalog</c>.</param>
public sealed record CatalogOperation(
    string Id, string Kind, string Subject, OperationState State, DateTimeOffset At, string By)
{
    public DateTimeOffset? EndedAt { get; init; }

    public OperationResult? Result { get; init; }

    /// <summary>One moment, one subject, one asker: one operation.</summary>
    public static CatalogOperation Begin(string kind, string subject, string by, DateTimeOffset now)
    {
        var id = $"{now:yyyyMMdd}-{ContentHash.Of($"{kind} {subject} {by} {now:O}")[..24]}";
        return new(id, kind, subject, OperationState.Queued, now, by);
    }
}

/// <param name="Problems">The first of them.</param>
/// <param name="TotalProblems">All of them.</param>
/// <param name="Held">Entities that are not removed before somebody says so.</param>
public sealed record OperationResult(
    int Stored,
    int Unchanged,
    int Removed,
    int Transferred,
    int Conflicts,
    int Held,
    int TotalProblems,
    IReadOnlyList<LocatedProblem> Problems)
{
    private const int Kept = 50;

    public static OperationResult Of(IngestReport report) => new(
        report.Stored, report.Unchanged, report.Removed, report.Transferred, report.Conflicts,
        report.Held.Sum(held => held.Entities.Count), report.Problems.Count, [.. report.Problems.Take(Kept)]);
}

/// <summary>Operations of the last days.</summary>
public interface ICatalogOperations
{
    /// <summary>Takes the place of what is there.</summary>
    Task PutAsync(CatalogOperation operation, CancellationToken cancellationToken);

    Task<CatalogOperation?> FindAsync(string id, CancellationToken cancellationToken);

    Task ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
