using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Schemas;

/// <summary>Keywords about arrays.</summary>
internal static class ArrayKeywords
{
    private const int MostCompared = 2000;

    public static void Apply(SchemaPlace at, JsonArray items, SchemaValidation validation)
    {
        if (at.Number("minItems") is { } least && items.Count < least)
        {
            validation.Report("minItems", at.Field, at.Value, $"at least {JsNumber.ToText(least)} items");
        }

        if (at.Number("maxItems") is { } most && items.Count > most)
        {
            validation.Report("maxItems", at.Field, at.Value, $"at most {JsNumber.ToText(most)} items");
        }

        if (at["uniqueItems"]?.GetValueKind() == System.Text.Json.JsonValueKind.True && !AreUnique(items))
        {
            validation.Report("uniqueItems", at.Field, at.Value, "no item twice");
        }

        if (at.Schema.ContainsKey("contains") && !items.Any(item => validation.Fits(at["contains"], at.Base, item)))
        {
            validation.Report("contains", at.Field, at.Value, "an item of the kind that must be among them");
        }

        ApplyItems(at, items, validation);
    }

    private static void ApplyItems(SchemaPlace at, JsonArray items, SchemaValidation validation)
    {
        if (!at.Schema.ContainsKey("items"))
        {
            return;
        }

        var tuple = at["items"] as JsonArray;
        for (var i = 0; i < items.Count; i++)
        {
            var schema = tuple is null ? at["items"] : i < tuple.Count ? tuple[i] : at["additionalItems"];
            validation.Apply(schema, at.Base, items[i], FieldPath.Item(at.Field, i));
        }
    }

    /// <summary>Scalars by their text; what is left is compared pairwise, so its number is bounded.</summary>
    private static bool AreUnique(JsonArray items)
    {
        var scalars = new HashSet<string>(StringComparer.Ordinal);
        var composed = new List<JsonNode>();
        foreach (var item in items)
        {
            if (item is JsonArray or JsonObject)
            {
                if (composed.Count >= MostCompared || composed.Exists(other => JsonEquality.AreEqual(other, item)))
                {
                    return false;
                }

                composed.Add(item);
            }
            else if (!scalars.Add(ScalarKey(item)))
            {
                return false;
            }
        }

        return true;
    }

    private static string ScalarKey(JsonNode? item) => item?.GetValueKind() == System.Text.Json.JsonValueKind.Number
        ? JsNumber.ToText(JsonEquality.Number(item))
        : item?.ToJsonString() ?? "null";
}
