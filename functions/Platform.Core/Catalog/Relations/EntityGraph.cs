using System.Collections.Concurrent;

namespace Platform.Core.Catalog.Relations;

/// <summary>
/// Who is related to whom, in memory, seen from both ends: entities are numbered, and each keeps what it says about others and
/// what others say about it. What it is told of by name only is kept as a dangling end. One writer at a time; readers never
/// wait and may see a change half done.
/// </summary>
public sealed class EntityGraph
{
    private readonly ConcurrentDictionary<EntityRef, GraphNode> _nodes = new();

    /// <summary>Takes an entity with everything that it declares, in place of what it declared before.</summary>
    public void Set(EntityRef entity, IEnumerable<Relation> declared)
    {
        var node = NodeOf(entity);
        node.IsKnown = true;
        Replace(node, [.. declared.Distinct().Select(relation => new GraphEdge(relation.Type, NodeOf(relation.Target)))]);
    }

    /// <summary>The entity is gone; what others say about it stays and dangles.</summary>
    public void Remove(EntityRef entity)
    {
        if (!_nodes.TryGetValue(entity, out var node))
        {
            return;
        }

        node.IsKnown = false;
        Replace(node, []);
        Forget(node);
    }

    public bool Knows(EntityRef entity) => _nodes.TryGetValue(entity, out var node) && node.IsKnown;

    /// <summary>Every relation from the entity's own end, each once however many ends declare it, in a stable order.</summary>
    public IReadOnlyList<Relation> RelationsOf(EntityRef entity) => _nodes.TryGetValue(entity, out var node)
        ? [.. node.Edges().Select(edge => new Relation(entity, edge.Type, edge.Other.Ref))
            .OrderBy(relation => relation.Type, StringComparer.Ordinal)
            .ThenBy(relation => relation.Target.Canonical, StringComparer.Ordinal)]
        : [];

    /// <summary>What is within reach of an entity; null when nothing is known of it, not even by name.</summary>
    public EntityGraphView? Look(EntityRef root, GraphQuery query) =>
        _nodes.TryGetValue(root, out var node) ? EntityGraphWalk.From(node, query) : null;

    private GraphNode NodeOf(EntityRef entity) => _nodes.GetOrAdd(entity, static found => new GraphNode(found));

    private void Replace(GraphNode node, GraphEdge[] declared)
    {
        var (before, after) = (node.Declared.ToHashSet(), declared.ToHashSet());
        foreach (var gone in node.Declared.Where(edge => !after.Contains(edge)))
        {
            gone.Other.Untell(new(RelationTypes.InverseOf(gone.Type), node));
            Forget(gone.Other);
        }

        foreach (var added in declared.Where(edge => !before.Contains(edge)))
        {
            // The other end may have been forgotten a moment ago, when the last one to name it stopped doing so.
            NodeOf(added.Other.Ref).Tell(new(RelationTypes.InverseOf(added.Type), node));
        }

        node.Declared = [.. declared.Select(edge => edge with { Other = NodeOf(edge.Other.Ref) })];
    }

    private void Forget(GraphNode node)
    {
        if (!node.IsKnown && node.IsAlone)
        {
            _nodes.TryRemove(KeyValuePair.Create(node.Ref, node));
        }
    }
}
