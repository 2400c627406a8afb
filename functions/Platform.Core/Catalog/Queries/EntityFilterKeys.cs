namespace Platform.Core.Catalog.Queries;

/// <summary>Which keys a filter looks at.</summary>
internal static class EntityFilterKeys
{
    public static IReadOnlyList<string> Of(EntityFilter filter) => filter switch
    {
        EntityFilter.All all => [.. all.Filters.SelectMany(Of)],
        EntityFilter.Any any => [.. any.Filters.SelectMany(Of)],
        EntityFilter.Not not => Of(not.Filter),
        EntityFilter.Exists exists => [exists.Key],
        EntityFilter.In found => [found.Key],
        EntityFilter.HasPrefix begins => [begins.Key],
        _ => [],
    };
}
