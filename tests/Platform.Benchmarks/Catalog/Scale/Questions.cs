using Platform.TestKit.Catalog.Generation;

namespace Platform.Benchmarks.Catalog.Scale;

/// <summary>A question that portals ask, as its path; the number chooses another entity, page or team each time.</summary>
/// <param name="GoalMilliseconds">Of p95 in the process.</param>
/// <param name="GoalPerSecond">Over HTTP.</param>
internal sealed record Question(string Name, Func<int, string> Path, double? GoalMilliseconds, double? GoalPerSecond);

internal static class Questions
{
    public static IReadOnlyList<Question> Of(CatalogGenerator catalog)
    {
        var components = Enumerable.Range(0, catalog.Count).Select(index => catalog.At(index).Ref)
            .Where(entity => entity.Kind == "Component").Take(5000).ToList();
        var teams = Enumerable.Range(0, catalog.Count).Select(index => catalog.At(index).Ref)
            .Where(entity => entity.Kind == "Group").Take(300).Select(entity => entity.Name).ToList();
        return
        [
            new(
                "by name",
                number => $"catalog/entities/by-name/component/default/{components[Any(number, components.Count)].Name}",
                0.2, 5000),
            new("page of 20 of a team, with total", number => "catalog/entities/by-query?limit=20&filter=kind=component,"
                + $"relations.ownedBy=group:default/{teams[Any(number, teams.Count)]}", 1, 3000),
            new("facet of owners of components", _ => "catalog/entity-facets?facet=spec.owner&filter=kind=component", 1, 3000),
            new("ordered page of components, with total", number => "catalog/entities/by-query?limit=20&filter=kind=component"
                + $"&orderField=metadata.name,asc&offset={Any(number, components.Count - 20)}", 1, 3000),
            new(
                "graph, three steps",
                number => $"catalog/graph?root={components[Any(number, components.Count)].Canonical}&depth=3",
                null, null),
        ];
    }

    private static int Any(int number, int count) => (int)((uint)(number * 2654435761) % (uint)count);
}
