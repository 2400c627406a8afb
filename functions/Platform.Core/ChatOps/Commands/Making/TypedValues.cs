using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.Core.ChatOps.Commands.Making;

/// <summary>Gives typed text the type that a parameter's schema asks for; text that has no such value stays text.</summary>
internal static class TypedValues
{
    public static JsonNode? Of(string text, JsonObject? schema) => TypeOf(schema) switch
    {
        "integer" or "number" => Json(text, JsonValueKind.Number) ?? text,
        "boolean" => text.ToLowerInvariant() switch
        {
            "true" or "yes" or "on" => true,
            "false" or "no" or "off" => false,
            _ => text,
        },
        "array" => Json(text, JsonValueKind.Array) ?? Items(text, schema!["items"] as JsonObject),
        "object" => Json(text, JsonValueKind.Object) ?? text,
        _ => text,
    };

    /// <summary>The value as it can be typed.</summary>
    public static string TextOf(JsonNode? value) => value switch
    {
        null => string.Empty,
        JsonValue simple when simple.TryGetValue<string>(out var text) => text,
        JsonArray items when items.All(item => item is JsonValue) => string.Join(',', items.Select(TextOf)),
        _ => value.ToJsonString(),
    };

    private static string? TypeOf(JsonObject? schema) =>
        schema?["type"] is JsonValue value && value.TryGetValue<string>(out var type) ? type : null;

    private static JsonArray Items(string text, JsonObject? schema) =>
    [
        .. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(item => Of(item, schema)),
    ];

    private static JsonNode? Json(string text, JsonValueKind kind)
    {
        try
        {
            return JsonNode.Parse(text) is { } node && node.GetValueKind() == kind ? node : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
