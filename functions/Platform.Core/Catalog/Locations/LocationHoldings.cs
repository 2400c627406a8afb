namespace Platform.Core.Catalog.Locations;

/// <summary>What a registered location brought when it was read last.</summary>
/// <param name="Tags">Of the answers, by source.</param>
public sealed record LocationHoldings(
    string Id,
    IReadOnlyList<HeldSource> Sources,
    IReadOnlyDictionary<string, string> Tags,
    IReadOnlyList<WatchedPath> Watched)
{
    public static LocationHoldings None(string id) => new(id, [], new Dictionary<string, string>(), []);

    public bool Holds(string source) => Sources.Any(held => held.Source == source);
}

/// <param name="FormerOrigin">What the source belonged to before, and goes back to when the location is no more.</param>
public sealed record HeldSource(string Source, string? FormerOrigin = null);

/// <summary>A location that a push to a repository may concern.</summary>
public sealed record LocationWatch(string Id, IReadOnlyList<WatchedPath> Paths);

public interface ILocationHoldings
{
    /// <summary>Nothing is held by a location that was never read.</summary>
    Task<LocationHoldings> FindAsync(string id, CancellationToken cancellationToken);

    Task ReplaceAsync(LocationHoldings holdings, CancellationToken cancellationToken);

    Task RemoveAsync(string id, CancellationToken cancellationToken);

    /// <param name="repository"><c>owner/name</c>.</param>
    Task<IReadOnlyList<LocationWatch>> ListWatchesAsync(string repository, CancellationToken cancellationToken);
}
