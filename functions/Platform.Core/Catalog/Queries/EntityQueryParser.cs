using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Queries;

/// <summary>
/// Reads Backstage's query parameters. Each is handed over as it was sent, once per occurrence: <c>name => request.Query[name]</c>.
/// </summary>
public static class EntityQueryParser
{
    public const string BadFilter = "filter-format";
    public const string BadOrder = "order-format";
    public const string BadNumber = "number-format";
    public const string BadCursor = "cursor-format";
    public const string BadFacet = "facet-format";

    /// <summary><c>filter</c>, <c>orderField</c>, <c>limit</c>, <c>offset</c>, <c>cursor</c>, <c>fullTextFilterTerm</c>,
    /// <c>fullTextFilterFields</c>.</summary>
    public static Result<EntityQuery> Query(Func<string, IReadOnlyList<string?>> parameters) => throw new NotSupportedException();

    /// <summary><c>filter=</c>: any of its occurrences, all of the conditions that have commas between them.</summary>
    public static Result<EntityFilter> Filter(IReadOnlyList<string?> filters) => throw new NotSupportedException();

    /// <summary><c>fields=</c>.</summary>
    /// <returns>Null for the whole entity.</returns>
    public static FieldSelection? Fields(IReadOnlyList<string?> fields) => throw new NotSupportedException();

    /// <summary><c>facet=</c>: at least one.</summary>
    public static Result<IReadOnlyList<string>> Facets(IReadOnlyList<string?> facets) => throw new NotSupportedException();
}
