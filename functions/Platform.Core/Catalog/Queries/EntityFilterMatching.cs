namespace Platform.Core.Catalog.Queries;

/// <summary>Whether a filter means something that has at most one value of each key; for what the index does not hold.</summary>
internal static class EntityFilterMatching
{
    /// <param name="valueOf">Of a key in lower case; null when there is none.</param>
    public static bool Matches(this EntityFilter filter, Func<string, string?> valueOf) => filter switch
    {
        EntityFilter.All all => all.Filters.All(one => one.Matches(valueOf)),
        EntityFilter.Any any => any.Filters.Any(one => one.Matches(valueOf)),
        EntityFilter.Not not => !not.Filter.Matches(valueOf),
        EntityFilter.Exists exists => valueOf(exists.Key) is not null,
        EntityFilter.In found => valueOf(found.Key) is { } value && found.Values.Contains(value.ToLowerInvariant()),
        EntityFilter.HasPrefix begins => valueOf(begins.Key) is { } value
            && value.ToLowerInvariant().StartsWith(begins.Prefix, StringComparison.Ordinal),
        _ => throw new InvalidOperationException($"Nothing is known of {filter.GetType().Name}."),
    };
}
