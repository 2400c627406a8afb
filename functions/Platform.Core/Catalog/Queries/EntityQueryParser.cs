using System.Globalization;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Queries;

/// <summary>
/// Reads Backstage's query parameters. Each is handed over as it was sent, once per occurrence:
/// <c>name => request.Query[name]</c>.
/// </summary>
public static class EntityQueryParser
{
    public const string BadFilter = "filter-format";
    public const string BadOrder = "order-format";
    public const string BadNumber = "number-format";
    public const string BadCursor = "cursor-format";
    public const string BadFacet = "facet-format";

    /// <summary>Of <c>totalItems</c>; whatever else it says, the total is told.</summary>
    public const string Exclude = "exclude";

    /// <summary><c>filter</c>, <c>orderField</c>, <c>limit</c>, <c>offset</c>, <c>cursor</c>, <c>fullTextFilterTerm</c>,
    /// <c>fullTextFilterFields</c>, <c>totalItems</c>. With a cursor only the limit counts.</summary>
    public static Result<EntityQuery> Query(Func<string, IReadOnlyList<string?>> parameters)
    {
        var problems = new List<Problem>();
        var limit = Math.Min(Number(parameters, "limit", EntityQuery.DefaultLimit, problems), EntityQuery.MaxLimit);
        EntityQuery query;
        if (Last(parameters("cursor")) is { Length: > 0 } text)
        {
            if (!EntityCursor.TryParse(text, out var cursor))
            {
                return Result<EntityQuery>.Failed(
                    [.. problems, Bad(BadCursor, "cursor", text[..Math.Min(text.Length, 100)], EntityCursor.Requirements)]);
            }

            query = new(cursor.Filter, cursor.Order, limit, 0, cursor.Text, cursor);
        }
        else
        {
            var filter = Filter(parameters("filter"));
            problems.AddRange(filter.Problems);
            var offset = Number(parameters, "offset", 0, problems);
            var order = Order(parameters("orderField"), problems);
            query = new(filter.Value ?? EntityFilter.Everything, order, limit, offset, Text(parameters));
        }

        query = query with { SkipsTotal = Last(parameters("totalItems")) == Exclude };

        return problems.Count > 0 ? Result<EntityQuery>.Failed(problems) : query;
    }

    /// <summary><c>filter=</c>: any of its occurrences, all of the conditions that have commas between them.</summary>
    public static Result<EntityFilter> Filter(IReadOnlyList<string?> filters)
    {
        var problems = new List<Problem>();
        var sets = filters.Select(filter => Conditions(filter ?? string.Empty, problems)).OfType<EntityFilter>().ToList();
        return problems.Count > 0 ? Result<EntityFilter>.Failed(problems)
            : sets.Count switch { 0 => EntityFilter.Everything, 1 => sets[0], _ => new EntityFilter.Any(sets) };
    }

    /// <summary><c>fields=</c>.</summary>
    /// <returns>Null for the whole entity.</returns>
    public static FieldSelection? Fields(IReadOnlyList<string?> fields) =>
        Parts(fields) is { Count: > 0 } paths ? new(paths) : null;

    /// <summary><c>facet=</c>: at least one.</summary>
    public static Result<IReadOnlyList<string>> Facets(IReadOnlyList<string?> facets) =>
        Parts(facets) is { Count: > 0 and <= EntityQueryBody.MostFields } found
            ? Result<IReadOnlyList<string>>.Ok(found)
            : Bad(BadFacet, "facet", null, string.Create(
                CultureInfo.InvariantCulture, $"1 to {EntityQueryBody.MostFields} paths of fields, for example spec.type"));

    /// <summary>One key twice means either value, as in Backstage.</summary>
    private static EntityFilter? Conditions(string filter, List<Problem> problems)
    {
        var keys = new List<(string Key, List<string> Values)>();
        foreach (var statement in filter.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = statement.IndexOf('=', StringComparison.Ordinal);
            var key = Key(equals < 0 ? statement : statement[..equals]);
            if (key.Length == 0)
            {
                problems.Add(Bad(BadFilter, "filter", statement, "a=b, a= or a"));
                continue;
            }

            var known = keys.FindIndex(other => other.Key == key);
            if (known < 0)
            {
                known = keys.Count;
                keys.Add((key, []));
            }

            if (equals >= 0)
            {
                keys[known].Values.Add(statement[(equals + 1)..].Trim().ToLowerInvariant());
            }
        }

        var conditions = keys.ConvertAll(Condition);
        return conditions.Count switch { 0 => null, 1 => conditions[0], _ => new EntityFilter.All(conditions) };
    }

    private static EntityFilter Condition((string Key, List<string> Values) found) =>
        found.Values.Count == 0 ? new EntityFilter.Exists(found.Key) : new EntityFilter.In(found.Key, found.Values);

    private static List<EntityOrder> Order(IReadOnlyList<string?> fields, List<Problem> problems)
    {
        var order = new List<EntityOrder>();
        foreach (var field in fields)
        {
            var parts = (field ?? string.Empty).Split(',');
            if (parts is ([{ Length: > 0 }] or [{ Length: > 0 }, "asc" or "desc"]))
            {
                order.Add(new(Key(parts[0]), parts is [_, "desc"]));
            }
            else
            {
                problems.Add(Bad(BadOrder, "orderField", field, "a field, and perhaps asc or desc after a comma"));
            }
        }

        return order;
    }

    private static FullText? Text(Func<string, IReadOnlyList<string?>> parameters) =>
        Last(parameters("fullTextFilterTerm"))?.Trim() is { Length: > 0 } term
            ? new(term.ToLowerInvariant(), Parts(parameters("fullTextFilterFields")).ConvertAll(Key))
            : null;

    private static int Number(
        Func<string, IReadOnlyList<string?>> parameters, string name, int absent, List<Problem> problems)
    {
        if (Last(parameters(name)) is not { Length: > 0 } text)
        {
            return absent;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        problems.Add(Bad(BadNumber, name, text, "a whole number, 0 or more"));
        return absent;
    }

    private static List<string> Parts(IReadOnlyList<string?> lists) =>
    [
        .. lists.SelectMany(list =>
            (list ?? string.Empty).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)),
    ];

    private static string Key(string text) => text.Trim().ToLowerInvariant();

    private static string? Last(IReadOnlyList<string?> values) => values.Count == 0 ? null : values[^1];

    private static Problem Bad(string code, string field, string? value, string expected) => new(
        code, $"'{field}' is not valid; expected {expected}.", field, value is null ? null : JsonValue.Create(value), expected);
}
