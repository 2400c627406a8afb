using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Templates;

namespace Platform.Core.Scaffolding.Linting;

/// <summary>The fields of a page wherever its schema declares them, also behind conditions.</summary>
internal static class PageFields
{
    private static readonly string[] Combining = ["allOf", "anyOf", "oneOf", "then", "else"];

    /// <param name="declare">Called with the name, path and schema of each field.</param>
    /// <param name="steering">Gets the fields on which others depend.</param>
    /// <param name="required">Gets the names that <c>required</c> lists, with their paths.</param>
    public static void Collect(
        JsonNode? schema,
        string field,
        Action<string, string, JsonObject> declare,
        HashSet<string> steering,
        List<(string Name, string Field)> required)
    {
        if (schema is JsonArray several)
        {
            for (var i = 0; i < several.Count; i++)
            {
                Collect(several[i], FieldPath.Item(field, i), declare, steering, required);
            }
        }

        if (schema is not JsonObject keywords)
        {
            return;
        }

        foreach (var (name, property) in keywords["properties"] as JsonObject ?? [])
        {
            if (property is JsonObject own)
            {
                declare(name, FieldPath.Key(FieldPath.Key(field, "properties"), name), own);
            }
        }

        var names = keywords["required"] as JsonArray ?? [];
        for (var i = 0; i < names.Count; i++)
        {
            if (TemplateFields.TextOrNull(names[i]) is { } name)
            {
                required.Add((name, FieldPath.Item(FieldPath.Key(field, "required"), i)));
            }
        }

        steering.UnionWith(((keywords["if"] as JsonObject)?["properties"] as JsonObject ?? []).Select(member => member.Key));
        foreach (var (name, dependency) in keywords["dependencies"] as JsonObject ?? [])
        {
            steering.Add(name);
            var below = FieldPath.Key(FieldPath.Key(field, "dependencies"), name);
            Collect(dependency as JsonObject, below, declare, steering, required);
        }

        foreach (var keyword in Combining)
        {
            Collect(keywords[keyword], FieldPath.Key(field, keyword), declare, steering, required);
        }
    }
}
