namespace Platform.Core.Catalog.Queries;

/// <summary>
/// Which entities are meant. Keys and values are those of Backstage's search rows, in lower case: <c>kind</c>,
/// <c>metadata.tags</c>, <c>relations.ownedby</c>.
/// </summary>
public abstract record EntityFilter
{
    private EntityFilter()
    {
    }

    /// <value>All of no conditions: every entity.</value>
    public static EntityFilter Everything { get; } = new All([]);

    public sealed record All(IReadOnlyList<EntityFilter> Filters) : EntityFilter;

    public sealed record Any(IReadOnlyList<EntityFilter> Filters) : EntityFilter;

    public sealed record Not(EntityFilter Filter) : EntityFilter;

    /// <summary>The key is there, whatever its value, also when that is null or too long to be looked for.</summary>
    public sealed record Exists(string Key) : EntityFilter;

    /// <summary>The key has one of the values.</summary>
    public sealed record In(string Key, IReadOnlyList<string> Values) : EntityFilter;

    /// <summary>The key has a value that begins so.</summary>
    public sealed record HasPrefix(string Key, string Prefix) : EntityFilter;
}
