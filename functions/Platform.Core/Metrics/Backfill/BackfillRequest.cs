using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.Metrics.Backfill;

/// <summary>Whose past is to be told, from when on. One of organisation and repository is set.</summary>
/// <param name="Id">Names the backfill for good.</param>
public sealed record BackfillRequest(
    string Id,
    string? Organization,
    RepositoryName? Repository,
    DateTimeOffset Since,
    string StartedBy,
    DateTimeOffset StartedAt);

/// <summary>What is read of a repository, in this order: commits first, so that what was deployed of them is known.</summary>
public enum PastKind
{
    Commits,
    PullRequests,
    Deployments,
    Releases,
    WorkflowRuns,
    Tickets,
    Incidents,
}

/// <summary>A page of the past that was told.</summary>
/// <param name="Repository">Its place in the plan.</param>
/// <param name="Read">What GitHub listed.</param>
/// <param name="Events">What it was told in.</param>
/// <param name="Added">How many of them were new.</param>
/// <param name="Ignored">How many things tell nothing, by reason.</param>
/// <param name="Problem">Why it could not be read or told in full; null: it was.</param>
public sealed record BackfillPage(
    int Repository,
    PastKind Kind,
    int Page,
    int Read,
    int Events,
    int Added,
    IReadOnlyDictionary<string, int> Ignored,
    string? Problem,
    bool More);

/// <summary>Plans and progress; every write may be repeated.</summary>
public interface IBackfills
{
    /// <returns>False when there is one of that id.</returns>
    Task<bool> CreateAsync(BackfillRequest request, CancellationToken cancellationToken);

    Task<BackfillRequest?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>The repositories in the order in which they are read. A second plan replaces the first.</summary>
    Task PlanAsync(string id, IReadOnlyList<RepositoryName> repositories, CancellationToken cancellationToken);

    Task<RepositoryName> RepositoryAsync(string id, int place, CancellationToken cancellationToken);

    /// <summary>A page that was told before keeps what was new then.</summary>
    Task NoteAsync(string id, BackfillPage page, CancellationToken cancellationToken);

    Task<IReadOnlyList<BackfillPage>> PagesAsync(string id, CancellationToken cancellationToken);
}
