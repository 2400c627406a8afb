namespace Platform.Core.Catalog.Queries;

/// <summary>Whether a filter means something; for what the index does not hold.</summary>
internal static class EntityFilterMatching
{
    /// <param name="valueOf">The one value of a key in lower case; null when there is none.</param>
    public static bool Matches(this EntityFilter filter, Func<string, string?> valueOf) =>
        filter.Matches(key => valueOf(key) is { } value ? (IReadOnlyList<string>)[value.ToLowerInvariant()] : null);

    /// <param name="valuesOf">All values, in lower case, of a key in lower case; null when the key is not there.</param>
    public static bool Matches(this EntityFilter filter, Func<string, IReadOnlyList<string>?> valuesOf) => filter switch
    {
        EntityFilter.All all => all.Filters.All(one => one.Matches(valuesOf)),
        EntityFilter.Any any => any.Filters.Any(one => one.Matches(valuesOf)),
        EntityFilter.Not not => !not.Filter.Matches(valuesOf),
        EntityFilter.Exists exists => valuesOf(exists.Key) is not null,
        EntityFilter.In found => valuesOf(found.Key) is { } values && values.Any(found.Values.Contains),
        EntityFilter.HasPrefix begins => valuesOf(begins.Key) is { } values
            && values.Any(value => value.StartsWith(begins.Prefix, StringComparison.Ordinal)),
        _ => throw new InvalidOperationException($"Nothing is known of {filter.GetType().Name}."),
    };
}
