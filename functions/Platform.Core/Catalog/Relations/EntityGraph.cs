using System.Collections.Concurrent;

namespace Platform.Core.Catalog.Relations;

/// <summary>
/// Who is related to whom, in memory, seen from both ends: entities are numbered, and each keeps what it says about others and
/// what others say about it. What it is told of by name only is kept as a dangling end. One writer at a time; readers never
/// wait and may see a change half done.
/// </summary>
public sealed class EntityGraph
{
    private readonly ConcurrentDictionary<EntityRef, GraphNode> _nodes;

    public EntityGraph()
        : this(0)
    {
    }

    /// <param name="size">How many entities will come at least.</param>
    internal EntityGraph(int size) => _nodes = new(concurrencyLevel: 1, size);

    /// <summary>Takes an entity with everything that it declares, in place of what it declared before.</summary>
    public void Set(EntityRef entity, IEnumerable<Relation> declared) =>
        Set(entity, [.. declared.Distinct()], static _ => { });

    /// <param name="declared">Each once.</param>
    /// <param name="touched">Hears of every entity whose relations change; of some that stay as they are, too.</param>
    internal GraphNode Set(EntityRef entity, IReadOnlyList<Relation> declared, Action<GraphNode> touched)
    {
        var node = NodeOf(entity);
        (node.Ref, node.IsKnown) = (entity, true);
        Replace(node, declared, touched);
        return node;
    }

    /// <summary>The entity is gone; what others say about it stays and dangles.</summary>
    public void Remove(EntityRef entity) => Remove(entity, static _ => { });

    /// <param name="touched">As for <see cref="Set(EntityRef, IReadOnlyList{Relation}, Action{GraphNode})"/>.</param>
    internal void Remove(EntityRef entity, Action<GraphNode> touched)
    {
        if (!_nodes.TryGetValue(entity, out var node))
        {
            return;
        }

        node.IsKnown = false;
        node.Slot = -1;
        Replace(node, [], touched);
        Forget(node);
    }

    internal GraphNode? Find(EntityRef entity) => _nodes.GetValueOrDefault(entity);

    public bool Knows(EntityRef entity) => _nodes.TryGetValue(entity, out var node) && node.IsKnown;

    /// <summary>Every relation from the entity's own end, each once however many ends declare it, in a stable order.</summary>
    public IReadOnlyList<Relation> RelationsOf(EntityRef entity) => _nodes.TryGetValue(entity, out var node)
        ? [.. node.Sorted().Select(edge => new Relation(entity, edge.Type, edge.Other.Ref))]
        : [];

    /// <summary>What is within reach of an entity; null when nothing is known of it, not even by name.</summary>
    public EntityGraphView? Look(EntityRef root, GraphQuery query) =>
        _nodes.TryGetValue(root, out var node) ? EntityGraphWalk.From(node, query) : null;

    private GraphNode NodeOf(EntityRef entity) => _nodes.GetOrAdd(entity, static found => new GraphNode(found));

    private void Replace(GraphNode node, IReadOnlyList<Relation> declared, Action<GraphNode> touched)
    {
        touched(node);
        var before = node.Declared;
        if (before.Length > 0)
        {
            var kept = declared.Select(relation => (relation.Type, relation.Target)).ToHashSet();
            foreach (var gone in before.Where(edge => !kept.Contains((edge.Type, edge.Other.Ref))))
            {
                gone.Other.Untell(new(RelationTypes.InverseOf(gone.Type), node));
                touched(gone.Other);
                Forget(gone.Other);
            }
        }

        // Only now: what was named by the old ones alone has just been forgotten.
        var edges = new GraphEdge[declared.Count];
        var told = before.Length > 0 ? before.ToHashSet() : null;
        for (var i = 0; i < edges.Length; i++)
        {
            edges[i] = new(declared[i].Type, NodeOf(declared[i].Target));
            if (told?.Contains(edges[i]) != true)
            {
                edges[i].Other.Tell(new(RelationTypes.InverseOf(edges[i].Type), node));
                touched(edges[i].Other);
            }
        }

        node.Declared = edges;
    }

    private void Forget(GraphNode node)
    {
        if (!node.IsKnown && node.IsAlone)
        {
            _nodes.TryRemove(KeyValuePair.Create(node.Ref, node));
        }
    }
}
