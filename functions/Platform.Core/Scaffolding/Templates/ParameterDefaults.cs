using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Schemas;

namespace Platform.Core.Scaffolding.Templates;

/// <summary>Fills in what a form would show: defaults of fields, also of those that appear because of other values.</summary>
internal static class ParameterDefaults
{
    private const int MaxDepth = 32;

    public static void Fill(JsonObject values, JsonObject schema, int depth = 0)
    {
        if (depth > MaxDepth)
        {
            return;
        }

        foreach (var (name, property) in schema["properties"] as JsonObject ?? [])
        {
            if (property is JsonObject field)
            {
                FillField(values, name, field, depth);
            }
        }

        foreach (var part in (schema["allOf"] as JsonArray ?? []).OfType<JsonObject>())
        {
            Fill(values, part, depth + 1);
        }

        if (schema["if"] is { } condition && schema[Fits(condition, values) ? "then" : "else"] is JsonObject branch)
        {
            Fill(values, branch, depth + 1);
        }

        foreach (var (name, dependency) in schema["dependencies"] as JsonObject ?? [])
        {
            if (dependency is JsonObject dependent && values.ContainsKey(name))
            {
                Fill(values, dependent, depth + 1);
            }
        }

        FillAlternative(values, schema["oneOf"] as JsonArray ?? schema["anyOf"] as JsonArray ?? [], depth);
    }

    private static void FillField(JsonObject values, string name, JsonObject field, int depth)
    {
        if (!values.ContainsKey(name) && field.TryGetPropertyValue("default", out var standard))
        {
            values[name] = standard?.DeepClone();
        }

        if (values[name] is JsonObject inner)
        {
            Fill(inner, field, depth + 1);
        }
        else if (!values.ContainsKey(name) && field["properties"] is JsonObject)
        {
            var made = new JsonObject();
            Fill(made, field, depth + 1);
            if (made.Count > 0)
            {
                values[name] = made;
            }
        }
    }

    /// <summary>The first alternative that the values fit once its own defaults are in.</summary>
    private static void FillAlternative(JsonObject values, JsonArray alternatives, int depth)
    {
        foreach (var alternative in alternatives.OfType<JsonObject>())
        {
            var filled = (JsonObject)values.DeepClone();
            Fill(filled, alternative, depth + 1);
            if (!Fits(alternative, filled))
            {
                continue;
            }

            foreach (var (name, value) in filled)
            {
                values[name] = value?.DeepClone();
            }

            return;
        }
    }

    private static bool Fits(JsonNode schema, JsonObject values) => JsonSchema.Parse(schema).Validate(values).Count == 0;
}
