namespace Platform.Core.Catalog.Relations;

/// <summary>Goes from entity to entity, nearest first, each once: cycles end by themselves.</summary>
internal static class EntityGraphWalk
{
    private static readonly HashSet<string> Breaking = new(StringComparer.Ordinal)
    {
        RelationTypes.DependencyOf, RelationTypes.ApiConsumedBy, RelationTypes.ProvidesApi, RelationTypes.HasPart,
    };

    public static EntityGraphView From(GraphNode root, GraphQuery query)
    {
        var wanted = query.Relations is { Count: > 0 } types
            ? types.Where(RelationTypes.All.Contains)
                .SelectMany(type => new[] { type, RelationTypes.InverseOf(type) })
                .ToHashSet()
            : null;
        var distances = new Dictionary<GraphNode, int> { [root] = 0 };
        var order = new List<GraphNode> { root };
        var relations = new HashSet<Relation>();
        var truncated = false;
        for (var next = 0; next < order.Count; next++)
        {
            var node = order[next];
            if (distances[node] >= query.Depth)
            {
                continue;
            }

            foreach (var edge in node.Edges().Where(edge => Follows(edge.Type, query.Direction, wanted)))
            {
                if (!distances.ContainsKey(edge.Other))
                {
                    if (order.Count >= query.MaxNodes)
                    {
                        truncated = true;
                        continue;
                    }

                    distances.Add(edge.Other, distances[node] + 1);
                    order.Add(edge.Other);
                }

                relations.Add(Forward(new(node.Ref, edge.Type, edge.Other.Ref)));
            }
        }

        return new(
            root.Ref,
            [.. order.Select(node => new GraphEntity(node.Ref, node.IsKnown, distances[node]))
                .OrderBy(entity => entity.Distance).ThenBy(entity => entity.Ref.Canonical, StringComparer.Ordinal)],
            [.. relations.OrderBy(relation => relation.ToString(), StringComparer.Ordinal)],
            truncated);
    }

    private static bool Follows(string type, GraphDirection direction, HashSet<string>? wanted) =>
        wanted?.Contains(type) != false && direction switch
        {
            GraphDirection.Outgoing => RelationTypes.IsForward(type),
            GraphDirection.Incoming => !RelationTypes.IsForward(type),
            GraphDirection.Impact => Breaking.Contains(type),
            _ => true,
        };

    private static Relation Forward(Relation relation) =>
        RelationTypes.IsForward(relation.Type) ? relation : relation.Inverse();
}
