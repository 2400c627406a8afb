using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Catalog.Queries;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Locations;

/// <param name="TotalItems">On all pages.</param>
public sealed record LocationPage(IReadOnlyList<RegisteredLocation> Items, int TotalItems, string? NextCursor);

/// <summary>Which registered locations somebody wants to see: ordered by id, page by page.</summary>
/// <param name="Query">A predicate over <c>id</c>, <c>type</c> and <c>target</c>, as it was written.</param>
public sealed record LocationQuery(EntityFilter Filter, JsonNode? Query, int Limit, string? AfterId)
{
    public const string BadCursor = "cursor-format";

    private const int DefaultLimit = 1000;
    private const int MostInPage = 10_000;
    private const string CursorExpected = "a cursor as the catalog gave it";

    /// <param name="body"><c>{query?, limit?}</c>, or <c>{cursor}</c>, which brings both.</param>
    public static Result<LocationQuery> Read(JsonObject body)
    {
        var checks = new FieldChecks();
        checks.NoOthers(body, string.Empty, ["query", "limit", "cursor"]);
        string? afterId = null;
        if (body.ContainsKey("cursor"))
        {
            var text = checks.Text(body, string.Empty, "cursor", required: true, _ => true, CursorExpected);
            if (Opened(text) is not { } opened)
            {
                checks.Add(BadCursor, "cursor", body["cursor"], CursorExpected);
                return Result<LocationQuery>.Failed(checks.Problems);
            }

            body = opened;
            afterId = checks.Text(body, "cursor", "afterId", required: true);
        }

        var filter = EntityQueryBody.Filter(checks, body);
        var limit = LimitOf(checks, body);
        return checks.IsClean
            ? new LocationQuery(filter, body["query"], limit, afterId) : Result<LocationQuery>.Failed(checks.Problems);
    }

    public LocationPage Of(IReadOnlyList<RegisteredLocation> locations)
    {
        var matching = locations.Where(location => Filter.Matches(key => ValueOf(location, key)))
            .OrderBy(location => location.Id, StringComparer.Ordinal).ToList();
        var rest = matching.Where(location => string.CompareOrdinal(location.Id, AfterId) > 0).ToList();
        IReadOnlyList<RegisteredLocation> items = [.. rest.Take(Limit)];
        return new(items, matching.Count, rest.Count > Limit ? Cursor(items[^1].Id) : null);
    }

    private static string? ValueOf(RegisteredLocation location, string key) => key switch
    {
        "id" => location.Id,
        "type" => location.Type,
        "target" => location.Target,
        _ => null,
    };

    private static int LimitOf(FieldChecks checks, JsonObject body)
    {
        if (!body.TryGetPropertyValue("limit", out var node))
        {
            return DefaultLimit;
        }

        if (node?.GetValueKind() == JsonValueKind.Number && node.GetValue<double>() is >= 1 and var number
            && double.IsInteger(number))
        {
            return (int)Math.Min(number, MostInPage);
        }

        checks.Add(EntityQueryParser.BadNumber, "limit", node, "a whole number, 1 or more");
        return DefaultLimit;
    }

    private static JsonObject? Opened(string? cursor)
    {
        try
        {
            var json = Convert.FromBase64String(cursor ?? string.Empty);
            return JsonNode.Parse(json, documentOptions: new() { AllowDuplicateProperties = false }) as JsonObject;
        }
        catch (Exception foreign) when (foreign is FormatException or JsonException)
        {
            return null;
        }
    }

    private string Cursor(string afterId)
    {
        var cursor = new JsonObject { ["limit"] = Limit, ["afterId"] = afterId };
        if (Query is not null)
        {
            cursor["query"] = Query.DeepClone();
        }

        return Convert.ToBase64String(Encoding.UTF8.GetBytes(cursor.ToJsonString()));
    }
}
