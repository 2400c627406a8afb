using System.Text.Json.Nodes;

namespace Platform.Core.Scaffolding.Actions;

/// <summary>The draft-07 schemas in which actions say what they take and give.</summary>
public static class ActionSchemas
{
    /// <value>Of an action that has no outputs.</value>
    public static JsonObject NoOutput => Output();

    /// <value>Of an action whose outputs are not known beforehand.</value>
    public static JsonObject AnyOutput => new() { ["type"] = "object" };

    /// <summary>Outputs that are texts.</summary>
    public static JsonObject Output(params IReadOnlyList<string> names) => Closed(new JsonObject(
        names.Select(name => KeyValuePair.Create<string, JsonNode?>(name, new JsonObject { ["type"] = "string" }))));

    /// <param name="properties">The schemas of the outputs by name, as JSON.</param>
    public static JsonObject OutputOf(string properties) => Closed(Parse(properties));

    public static JsonObject Parse(string schema) => JsonNode.Parse(schema)!.AsObject();

    /// <summary>The names of the outputs; null when there may be any.</summary>
    public static IReadOnlyList<string>? OutputsOf(JsonObject schema) =>
        schema["additionalProperties"] is JsonValue more && more.TryGetValue<bool>(out var any) && !any
            ? [.. (schema["properties"] as JsonObject ?? []).Select(property => property.Key)]
            : null;

    /// <summary>What a dry run takes for the outputs that only the real run knows: examples and defaults of the schema.</summary>
    public static JsonObject ExampleOf(JsonObject schema) => new((schema["properties"] as JsonObject ?? [])
        .Select(property => KeyValuePair.Create(property.Key, ExampleOf(property.Key, property.Value as JsonObject ?? []))));

    private static JsonNode? ExampleOf(string name, JsonObject schema) =>
        schema["examples"] is JsonArray { Count: > 0 } examples ? examples[0]?.DeepClone()
        : schema["default"] is { } standard ? standard.DeepClone()
        : schema["enum"] is JsonArray { Count: > 0 } values ? values[0]?.DeepClone()
        : (schema["type"] as JsonValue)?.ToString() switch
        {
            "object" => ExampleOf(schema),
            "array" => new JsonArray(),
            "boolean" => false,
            "integer" or "number" => 0,
            _ => $"<{name}>",
        };

    private static JsonObject Closed(JsonObject properties) =>
        new() { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
}
