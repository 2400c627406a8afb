using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.Core.Drift.Content;

internal static class Json
{
    public static string? Text(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    /// <returns>Null when it is no object.</returns>
    public static JsonObject? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: new()
            {
                AllowTrailingCommas = true,
                CommentHandling = JsonCommentHandling.Skip,
            }) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
