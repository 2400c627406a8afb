using Platform.Core.Catalog.Feed;

namespace Platform.Core.Catalog.Index;

/// <summary>
/// The catalog in memory. The first use loads it; then it follows the feeds, looking at their heads at most once a second and
/// only when it is read.
/// </summary>
public interface ICatalogIndex
{
    /// <param name="atLeast">
    /// What the answer must have seen. Null when anything recent will do: then a storage that can't be reached is no failure, as
    /// long as there is a catalog in memory.
    /// </param>
    /// <returns>May still be behind <paramref name="atLeast"/> when the feed did not get there within the bounded wait; see
    /// <see cref="CatalogView.Position"/>.</returns>
    ValueTask<CatalogView> ReadAsync(CatalogPosition? atLeast, CancellationToken cancellationToken);
}
