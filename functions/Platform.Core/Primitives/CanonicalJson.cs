using System.Text.Json.Nodes;

namespace Platform.Core.Primitives;

/// <summary>One text for all JSON values that mean the same: keys in ordinal order, no white space.</summary>
public static class CanonicalJson
{
    public static string Of(JsonNode? value) => Sorted(value)?.ToJsonString(PlatformJson.Options) ?? "null";

    private static JsonNode? Sorted(JsonNode? value) => value switch
    {
        JsonObject found => new JsonObject(found
            .OrderBy(property => property.Key, StringComparer.Ordinal)
            .Select(property => KeyValuePair.Create(property.Key, Sorted(property.Value)))),
        JsonArray found => new JsonArray([.. found.Select(Sorted)]),
        _ => value?.DeepClone(),
    };
}
