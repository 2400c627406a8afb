using Platform.Core.Catalog.Feed;
using Platform.Core.Catalog.Queries;
using Platform.Core.Catalog.Relations;

namespace Platform.Core.Catalog.Index;

/// <summary>The catalog at <see cref="Position"/> or a little later. Calls are independent; any thread may make them.</summary>
public sealed class CatalogView
{
    public CatalogPosition Position => throw new NotSupportedException();

    public int Count => throw new NotSupportedException();

    public IndexedEntity? Find(EntityRef entityRef) => throw new NotSupportedException();

    /// <summary>In the order of the references; null for those that are not in the catalog or that the filter refuses.</summary>
    public IReadOnlyList<IndexedEntity?> Find(IReadOnlyList<EntityRef> entityRefs, EntityFilter? filter = null) =>
        throw new NotSupportedException();

    public EntityPage Query(EntityQuery query) => throw new NotSupportedException();

    /// <summary>Of each facet the values that entities have and how many have each, the most frequent first.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<FacetValue>> Facets(IReadOnlyList<string> facets, EntityFilter filter) =>
        throw new NotSupportedException();

    /// <returns>Null when nothing is known of the root, not even by name.</returns>
    public EntityGraphView? Graph(EntityRef root, GraphQuery query) => throw new NotSupportedException();
}
