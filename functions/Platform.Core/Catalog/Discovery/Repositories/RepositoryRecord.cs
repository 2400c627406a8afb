using Platform.Core.Scaffolding.Publishing;
using Platform.Core.SourceControl;

namespace Platform.Core.Catalog.Discovery.Repositories;

/// <summary>What discovery remembers of a repository. Written when something changed, so a quiet sweep writes none.</summary>
/// <param name="Organization">In lower case: whose listing has it.</param>
/// <param name="Listed">As the last listing had it.</param>
public sealed record RepositoryRecord(string Organization, ListedRepository Listed)
{
    /// <value>As it was when all its descriptors were last known; null until then.</value>
    public ListedRepository? Known { get; init; }

    public DateTimeOffset LookedAt { get; init; }

    /// <value>The last look was late enough after the last push to have seen it.</value>
    public bool IsSettled { get; init; }

    /// <value>Of the last complete list of its files; null when there was none, as after a look at an archive.</value>
    public string? TreeTag { get; init; }

    /// <value>The last look was at a complete list of its files, not at an archive.</value>
    public bool IsComplete { get; init; }

    /// <value>Its descriptors.</value>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <value>Complete listings in a row that did not have it.</value>
    public int Misses { get; init; }

    /// <value>Why the last look came to nothing; its entities stay as they were.</value>
    public string? Problem { get; init; }

    /// <value>Something may have changed since all its descriptors were known.</value>
    public bool NeedsLook =>
        Known is null || !IsSettled || TreeTag is null || Problem is not null || Known.PushedAt != Listed.PushedAt || IsElsewhere;

    /// <value>Its files may be the same, but their addresses or what is said of them are not.</value>
    public bool IsElsewhere =>
        Known is not null
        && (Known.Name.ToString() != Listed.Name.ToString() || Known.DefaultBranch != Listed.DefaultBranch
            || Known.Archived != Listed.Archived || Known.HtmlUrl != Listed.HtmlUrl);

    /// <value>What it was called when its descriptors were last known, when that is another name.</value>
    public RepositoryName? FormerName => Known is { } known && known.Name != Listed.Name ? known.Name : null;
}

/// <summary>Keeps what discovery remembers.</summary>
public interface IRepositoryRecords
{
    Task<IReadOnlyList<RepositoryRecord>> ListAsync(string organization, CancellationToken cancellationToken);

    /// <summary>Those that are there, by the repository's number.</summary>
    Task<IReadOnlyDictionary<long, RepositoryRecord>> FindAsync(
        IReadOnlyCollection<long> ids, CancellationToken cancellationToken);

    Task SaveAsync(IReadOnlyList<RepositoryRecord> records, CancellationToken cancellationToken);

    Task RemoveAsync(IReadOnlyList<long> ids, CancellationToken cancellationToken);
}
