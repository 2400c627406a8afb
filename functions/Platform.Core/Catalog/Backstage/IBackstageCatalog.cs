using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Backstage;

/// <param name="Entities">None of an earlier page.</param>
/// <param name="Total">So many the other catalog says that it has.</param>
public sealed record BackstagePage(IReadOnlyList<DeclaredEntity> Entities, int Total);

/// <summary>The catalog of a Backstage that runs somewhere; it is only read.</summary>
public interface IBackstageCatalog
{
    /// <summary>All entities, page by page. A failure is the last one: without it, the listing is complete.</summary>
    IAsyncEnumerable<Result<BackstagePage>> ReadAsync(CancellationToken cancellationToken);
}

/// <summary>The stable codes of what a Backstage can answer.</summary>
public static class BackstageProblems
{
    public const string Unauthorized = "backstage-unauthorized";
    public const string Forbidden = "backstage-forbidden";
    public const string NotThere = "backstage-not-found";
    public const string Unavailable = "backstage-unavailable";
    public const string Unexpected = "backstage-unexpected";
    public const string Incomplete = "backstage-incomplete";
}
