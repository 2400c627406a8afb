using Platform.Core.Catalog.Queries;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Index;

/// <summary>
/// Entities by their bare names, for people who don't write references. What was stored in the last second may be unknown yet.
/// </summary>
public sealed class EntityNames(ICatalogIndex index)
{
    private const string Key = "metadata.name";
    private const int MostOfOneName = 100;

    /// <summary>Every entity of the name, whatever its kind and namespace; case does not count.</summary>
    public async Task<IReadOnlyList<EntityRef>> FindAsync(string name, CancellationToken cancellationToken)
    {
        var catalog = await index.ReadAsync(null, cancellationToken);
        var named = new EntityFilter.In(Key, [name.ToLowerInvariant()]);
        return [.. catalog.Query(new(named, [], MostOfOneName)).Items.Select(entity => entity.Ref)];
    }

    /// <summary>Names that look like it, as <see cref="NearestWords"/> has it.</summary>
    public async Task<IReadOnlyList<string>> NearestAsync(string name, CancellationToken cancellationToken)
    {
        var catalog = await index.ReadAsync(null, cancellationToken);
        return NearestWords.Find(name, catalog.Facets([Key], EntityFilter.Everything)[Key].Select(value => value.Value));
    }
}
