using Platform.Core.Catalog.Feed;
using Platform.Core.Catalog.Queries;
using Platform.Core.Catalog.Relations;

namespace Platform.Core.Catalog.Index;

/// <summary>The catalog at <see cref="Position"/> or a little later. Calls are independent; any thread may make them.</summary>
public sealed class CatalogView
{
    private readonly EntityIndex _index;
    private readonly VerifiedTimes _verified;
    private readonly ICatalogBodies _bodies;

    internal CatalogView(EntityIndex index, CatalogPosition position, VerifiedTimes verified, ICatalogBodies bodies) =>
        (_index, Position, _verified, _bodies) = (index, position, verified, bodies);

    public CatalogPosition Position { get; }

    public int Count => _index.Count;

    public IndexedEntity? Find(EntityRef entityRef) => Shown(_index.Find(entityRef));

    /// <summary>In the order of the references; null for those that are not in the catalog or that the filter refuses.</summary>
    public IReadOnlyList<IndexedEntity?> Find(IReadOnlyList<EntityRef> entityRefs, EntityFilter? filter = null) =>
        [.. _index.Find(entityRefs, filter ?? EntityFilter.Everything).Select(Shown)];

    public EntityPage Query(EntityQuery query)
    {
        var page = _index.Query(query);
        return new([.. page.Items.Select(found => Shown(found)!)], page.TotalItems, page.NextCursor, page.PrevCursor);
    }

    /// <summary>Of each facet the values that entities have and how many have each, the most frequent first.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<FacetValue>> Facets(IReadOnlyList<string> facets, EntityFilter filter) =>
        facets.Distinct().ToDictionary(
            facet => facet, facet => _index.Facet(facet.ToLowerInvariant(), filter), StringComparer.Ordinal);

    /// <returns>Null when nothing is known of the root, not even by name.</returns>
    public EntityGraphView? Graph(EntityRef root, GraphQuery query) => _index.Graph(root, query);

    private IndexedEntity? Shown(FoundEntity? found) => found is { } one ? new(one, _verified, _bodies) : null;
}
