namespace Platform.Core.Catalog.Relations;

/// <summary>A relation as its one end sees it.</summary>
internal readonly record struct GraphEdge(string Type, GraphNode Other);

/// <summary>The first <paramref name="Count"/> of an array that may grow behind them.</summary>
internal sealed record ToldEdges(GraphEdge[] Items, int Count);

/// <summary>Edges in order, and what they were made of: they hold as long as that does.</summary>
internal sealed record SortedEdges(GraphEdge[] Declared, ToldEdges Told, GraphEdge[] Edges);

/// <summary>An entity in the graph. Its arrays are replaced or grown at their end, never changed under a reader.</summary>
internal sealed class GraphNode(EntityRef entityRef)
{
    private static readonly ToldEdges Nothing = new([], 0);

    private volatile GraphEdge[] _declared = [];
    private volatile ToldEdges _told = Nothing;
    private volatile SortedEdges? _sorted;

    /// <value>As the entity itself writes it, once it is known.</value>
    public EntityRef Ref { get; set; } = entityRef;

    /// <value>It is in the catalog, and not only named by others.</value>
    public volatile bool IsKnown;

    /// <value>A number that the owner of the graph gives it.</value>
    public int Slot { get; set; } = -1;

    /// <value>What it says itself.</value>
    public GraphEdge[] Declared
    {
        get => _declared;
        set => _declared = value;
    }

    public bool IsAlone => _declared.Length == 0 && _told.Count == 0;

    /// <summary>Both what it says and what others say about it; the same fact from both counts once.</summary>
    public IEnumerable<GraphEdge> Edges()
    {
        var (declared, told) = (_declared, _told);
        return declared.Concat(told.Items.Take(told.Count)).Distinct();
    }

    /// <summary>The same, by type and then by the other end. The array is shared: nobody changes it.</summary>
    public GraphEdge[] Sorted()
    {
        var (declared, told) = (_declared, _told);
        if (_sorted is { } known && known.Declared == declared && known.Told == told)
        {
            return known.Edges;
        }

        GraphEdge[] edges = [.. declared.Concat(told.Items.Take(told.Count)).Distinct()
            .OrderBy(edge => edge.Type, StringComparer.Ordinal)
            .ThenBy(edge => edge.Other.Ref.Canonical, StringComparer.Ordinal)];
        _sorted = new(declared, told, edges);
        return edges;
    }

    public void Tell(GraphEdge edge)
    {
        var (items, count) = _told;
        if (count == items.Length)
        {
            Array.Resize(ref items, Math.Max(2, count * 2));
        }

        items[count] = edge;
        _told = new(items, count + 1);
    }

    public void Untell(GraphEdge edge)
    {
        var left = _told.Items.Take(_told.Count).ToList();
        left.Remove(edge);
        _told = new([.. left], left.Count);
    }
}
