using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Platform.TestKit.Backstage;

/// <summary>The routes of Backstage's catalog that are read from outside.</summary>
internal static class BackstageRoutes
{
    private const string Root = "/api/catalog/";
    private const int DefaultLimit = 20;

    public static (int Status, JsonNode Body) Answer(BackstageEntities entities, HttpRequest request)
    {
        var path = request.Path.Value ?? string.Empty;
        if (!HttpMethods.IsGet(request.Method) || !path.StartsWith(Root, StringComparison.Ordinal))
        {
            return NotFound(request);
        }

        return path[Root.Length..].Split('/') switch
        {
            ["entities", "by-query"] => ByQuery(entities, request),
            ["entities"] => (200, new JsonArray([.. entities.All.Select(entity => entity.DeepClone())])),
            ["entities", "by-name", var kind, var space, var name] =>
                Find(entities, $"{kind}:{space}/{name}") is { } found
                    ? (200, found.DeepClone()) : NotFound(request),
            _ => NotFound(request),
        };
    }

    /// <summary>Goes on behind an entity, with the total that was counted for the first page.</summary>
    public static string CursorAt(string uid, int total, bool isPrevious = false) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(new JsonObject
        {
            ["orderFields"] = new JsonArray(),
            ["orderFieldValues"] = new JsonArray(uid),
            ["isPrevious"] = isPrevious,
            ["totalItems"] = total,
        }.ToJsonString()));

    public static JsonObject Error(HttpRequest request, int status, string name, string message) => new()
    {
        ["error"] = new JsonObject { ["name"] = name, ["message"] = message },
        ["request"] = new JsonObject { ["method"] = request.Method, ["url"] = request.Path.Value },
        ["response"] = new JsonObject { ["statusCode"] = status },
    };

    private static (int Status, JsonNode Body) ByQuery(BackstageEntities entities, HttpRequest request)
    {
        var all = entities.All;
        var limit = Number(request.Query["limit"]) ?? DefaultLimit;
        var (at, total, isPrevious) = (string.Empty, all.Count, false);
        if (request.Query["cursor"].ToString() is { Length: > 0 } cursor)
        {
            if (Cursor(cursor) is not { } asked)
            {
                return (400, Error(request, 400, "InputError", "Malformed cursor, could not be parsed"));
            }

            (at, total, isPrevious) = asked;
        }

        List<JsonObject> items = isPrevious
            ? [.. all.Where(entity => Compare(entity, at) < 0).TakeLast(limit)]
            : [.. all.Where(entity => Compare(entity, at) > 0).Take(limit)];
        var pages = new JsonObject();
        if (items.Count > 0 && Compare(all[^1], UidOf(items[^1])) > 0)
        {
            pages["nextCursor"] = CursorAt(UidOf(items[^1]), total);
        }

        if (items.Count > 0 && Compare(all[0], UidOf(items[0])) < 0)
        {
            pages["prevCursor"] = CursorAt(UidOf(items[0]), total, isPrevious: true);
        }

        return (200, new JsonObject
        {
            ["items"] = new JsonArray([.. items.Select(entity => entity.DeepClone())]),
            ["totalItems"] = total,
            ["pageInfo"] = pages,
        });
    }

    private static string UidOf(JsonObject entity) => entity["metadata"]!["uid"]!.GetValue<string>();

    private static int Compare(JsonObject entity, string uid) => string.CompareOrdinal(UidOf(entity), uid);

    private static (string At, int Total, bool IsPrevious)? Cursor(string text)
    {
        try
        {
            var asked = JsonNode.Parse(Convert.FromBase64String(text))!;
            return ((string)asked["orderFieldValues"]![0]!, (int)asked["totalItems"]!, (bool)asked["isPrevious"]!);
        }
        catch (Exception wrong) when (wrong is FormatException or System.Text.Json.JsonException or NullReferenceException)
        {
            return null;
        }
    }

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static JsonObject? Find(BackstageEntities entities, string reference) => entities.All.FirstOrDefault(entity =>
        reference.Equals(
            $"{entity["kind"]}:{entity["metadata"]!["namespace"]}/{entity["metadata"]!["name"]}",
            StringComparison.OrdinalIgnoreCase));

    private static (int Status, JsonNode Body) NotFound(HttpRequest request) =>
        (404, Error(request, 404, "NotFoundError", "No such route, or no such entity"));
}
