using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Local.Forge.Shapes;

namespace Platform.Local.Forge.Http;

/// <summary>One request, read the way GitHub's clients write it.</summary>
internal sealed class Call(HttpContext context, JsonObject body, Urls urls)
{
    public HttpContext Context { get; } = context;

    public JsonObject Body { get; } = body;

    public Urls Urls { get; } = urls;

    /// <value>Set when a replica answers that lags so far behind.</value>
    public TimeSpan? Lag { get; init; }

    public CancellationToken Aborted => Context.RequestAborted;

    public int Page => Math.Clamp(Number("page", 1), 1, int.MaxValue);

    public int PerPage => Math.Clamp(Number("per_page", 30), 1, 100);

    /// <summary>A route value; clients that escape the slashes of a path or reference are understood.</summary>
    public string Route(string name) =>
        Context.Request.RouteValues[name]?.ToString()?.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase) ?? "";

    public long RouteId(string name) => long.TryParse(Route(name), CultureInfo.InvariantCulture, out var id) ? id : -1;

    public string? Query(string name) => Context.Request.Query[name] is [{ Length: > 0 } value, ..] ? value : null;

    public string? Text(string field) =>
        Body[field] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public bool? Flag(string field) => Body[field] is JsonValue value && value.TryGetValue<bool>(out var flag) ? flag : null;

    /// <summary>Null when the body is not a JSON object; no body counts as an empty object.</summary>
    public static async Task<JsonObject?> ReadBodyAsync(HttpRequest request)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, request.HttpContext.RequestAborted);
        var text = Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
        try
        {
            return string.IsNullOrWhiteSpace(text) ? [] : JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private int Number(string name, int otherwise) =>
        int.TryParse(Query(name), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
