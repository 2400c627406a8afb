using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Queries;

/// <summary>Reads questions that come in a body, in Backstage's forms.</summary>
public static class EntityQueryBody
{
    public const int MostFields = 100;

    private const int LongestPath = 1000;
    private const string OrderExpected = "a field, and perhaps asc or desc after a comma";

    private static readonly string[] Known =
        ["query", "cursor", "limit", "offset", "fields", "orderBy", "orderField", "fullTextFilter", "totalItems"];

    /// <param name="body"><c>{query?, orderBy?: [{field, order}], orderField?: ["field,asc"], fullTextFilter?: {term, fields?},
    /// limit?, offset?, fields?, totalItems?, cursor?}</c>; with a cursor only the limit and the fields count.</param>
    public static Result<(EntityQuery Query, FieldSelection? Fields)> Query(JsonObject body)
    {
        var checks = new FieldChecks();
        checks.NoOthers(body, string.Empty, Known);
        var limit = Math.Min(Number(checks, body, "limit") ?? EntityQuery.DefaultLimit, EntityQuery.MaxLimit);
        var fields = Fields(checks, body);
        EntityQuery query;
        if (body.ContainsKey("cursor"))
        {
            var text = checks.Text(body, string.Empty, "cursor", required: true, IsCursor, EntityCursor.Requirements);
            query = EntityCursor.TryParse(text, out var cursor)
                ? new(cursor.Filter, cursor.Order, limit, 0, cursor.Text, cursor)
                : new(EntityFilter.Everything, []);
        }
        else
        {
            query = new(
                Filter(checks, body), Order(checks, body), limit, Number(checks, body, "offset") ?? 0, Text(checks, body));
        }

        var total = checks.Text(body, string.Empty, "totalItems", required: false, _ => true, "include or exclude");
        query = query with { SkipsTotal = total == EntityQueryParser.Exclude };
        return checks.IsClean
            ? (query, fields) : Result<(EntityQuery, FieldSelection?)>.Failed(checks.Problems);
    }

    /// <summary><c>query</c>: a predicate; everything when there is none.</summary>
    public static EntityFilter Filter(FieldChecks checks, JsonObject body) => body.ContainsKey("query")
        ? EntityPredicateParser.Read(checks, body["query"], "query")
        : EntityFilter.Everything;

    /// <summary><c>fields</c>; null for the whole entity.</summary>
    public static FieldSelection? Fields(FieldChecks checks, JsonObject body) =>
        Paths(checks, body, string.Empty, "fields", required: false) is { Count: > 0 } paths ? new(paths) : null;

    /// <summary>A list of dotted paths.</summary>
    public static IReadOnlyList<string> Paths(FieldChecks checks, JsonObject parent, string path, string name, bool required)
    {
        var field = FieldPath.Key(path, name);
        var list = checks.List(parent, path, name, required, "a list of paths");
        if (list?.Count > MostFields)
        {
            checks.Add(FieldChecks.WrongFormat, field, null, string.Create(
                CultureInfo.InvariantCulture, $"at most {MostFields} paths"));
            return [];
        }

        var texts = (list ?? []).Select((text, index) => checks.Text(
            text, FieldPath.Item(field, index), one => one.Length is > 0 and <= LongestPath, "the path of a field"));
        return [.. texts.OfType<string>()];
    }

    private static bool IsCursor(string text) => EntityCursor.TryParse(text, out _);

    private static List<EntityOrder> Order(FieldChecks checks, JsonObject body)
    {
        var order = new List<EntityOrder>();
        foreach (var (node, field) in Items(checks, body, "orderField"))
        {
            var text = checks.Text(node, field, one => Split(one) is not null, OrderExpected);
            order.AddRange(text is null ? [] : [Split(text)!]);
        }

        foreach (var (node, field) in Items(checks, body, "orderBy"))
        {
            if (node is not JsonObject one)
            {
                checks.Mismatch(field, node, "an object with field and order");
                continue;
            }

            checks.NoOthers(one, field, ["field", "order"]);
            var name = checks.Text(one, field, "field", required: true);
            var way = checks.Text(one, field, "order", required: false, text => text is "asc" or "desc", "asc or desc");
            order.Add(new((name ?? string.Empty).Trim().ToLowerInvariant(), way == "desc"));
        }

        return order;
    }

    private static IEnumerable<(JsonNode? Node, string Field)> Items(FieldChecks checks, JsonObject body, string name)
    {
        var list = checks.List(body, string.Empty, name, required: false, "a list of fields to order by") ?? [];
        if (list.Count > MostFields)
        {
            checks.Add(FieldChecks.WrongFormat, name, null, string.Create(
                CultureInfo.InvariantCulture, $"at most {MostFields} fields"));
            return [];
        }

        return list.Select((node, index) => (node, FieldPath.Item(name, index)));
    }

    private static EntityOrder? Split(string text) => text.Split(',') switch
    {
        [{ Length: > 0 } field] => new(field.Trim().ToLowerInvariant()),
        [{ Length: > 0 } field, ("asc" or "desc") and var way] => new(field.Trim().ToLowerInvariant(), way == "desc"),
        _ => null,
    };

    private static FullText? Text(FieldChecks checks, JsonObject body)
    {
        if (checks.Object(body, string.Empty, "fullTextFilter") is not { } text)
        {
            return null;
        }

        checks.NoOthers(text, "fullTextFilter", ["term", "fields"]);
        var term = checks.Text(text, "fullTextFilter", "term", required: false, _ => true, "a string")?.Trim();
        var fields = Paths(checks, text, "fullTextFilter", "fields", required: false);
        return term is { Length: > 0 }
            ? new(term.ToLowerInvariant(), [.. fields.Select(field => field.ToLowerInvariant())]) : null;
    }

    private static int? Number(FieldChecks checks, JsonObject body, string name)
    {
        if (!body.TryGetPropertyValue(name, out var node))
        {
            return null;
        }

        if (node?.GetValueKind() == JsonValueKind.Number && node.GetValue<double>() is >= 0 and <= int.MaxValue and var number
            && double.IsInteger(number))
        {
            return (int)number;
        }

        checks.Add(EntityQueryParser.BadNumber, name, node, "a whole number, 0 or more");
        return null;
    }
}
