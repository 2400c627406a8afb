using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Schemas;

/// <summary>Keywords about objects.</summary>
internal static class ObjectKeywords
{
    public static void Apply(SchemaPlace at, JsonObject members, SchemaValidation validation)
    {
        CheckCounts(at, members, validation);
        foreach (var name in Names(at["required"]).Where(name => !members.ContainsKey(name)))
        {
            validation.Report("required", FieldPath.Key(at.Field, name), null, "it is required, but missing");
        }

        ApplyProperties(at, members, validation);
        ApplyDependencies(at, members, validation);
        if (at.Schema.ContainsKey("propertyNames"))
        {
            foreach (var (name, _) in members)
            {
                validation.Apply(at["propertyNames"], at.Base, JsonValue.Create(name), FieldPath.Key(at.Field, name));
            }
        }
    }

    private static IEnumerable<string> Names(JsonNode? names) => names is JsonArray items
        ? items.Where(item => item?.GetValueKind() == JsonValueKind.String).Select(item => item!.GetValue<string>())
        : [];

    private static void CheckCounts(SchemaPlace at, JsonObject members, SchemaValidation validation)
    {
        if (at.Number("minProperties") is { } least && members.Count < least)
        {
            validation.Report("minProperties", at.Field, at.Value, $"at least {JsNumber.ToText(least)} members");
        }

        if (at.Number("maxProperties") is { } most && members.Count > most)
        {
            validation.Report("maxProperties", at.Field, at.Value, $"at most {JsNumber.ToText(most)} members");
        }
    }

    private static void ApplyProperties(SchemaPlace at, JsonObject members, SchemaValidation validation)
    {
        var properties = at["properties"] as JsonObject;
        var patterned = at["patternProperties"] as JsonObject;
        foreach (var (name, value) in members)
        {
            var field = FieldPath.Key(at.Field, name);
            var known = properties?.ContainsKey(name) == true;
            if (known)
            {
                validation.Apply(properties![name], at.Base, value, field);
            }

            foreach (var (pattern, schema) in patterned ?? [])
            {
                if (ValueKeywords.Matches(validation, pattern, name))
                {
                    known = true;
                    validation.Apply(schema, at.Base, value, field);
                }
            }

            if (!known && at["additionalProperties"]?.GetValueKind() == JsonValueKind.False)
            {
                validation.Report("additionalProperties", field, value, "no member of this name");
            }
            else if (!known && at.Schema.ContainsKey("additionalProperties"))
            {
                validation.Apply(at["additionalProperties"], at.Base, value, field);
            }
        }
    }

    private static void ApplyDependencies(SchemaPlace at, JsonObject members, SchemaValidation validation)
    {
        var applying = (at["dependencies"] as JsonObject ?? []).Where(entry => members.ContainsKey(entry.Key));
        foreach (var (name, dependency) in applying)
        {
            if (dependency is JsonArray)
            {
                foreach (var missing in Names(dependency).Where(needed => !members.ContainsKey(needed)))
                {
                    validation.Report(
                        "dependencies",
                        FieldPath.Key(at.Field, missing),
                        null,
                        $"it is required together with '{name}', but missing");
                }
            }
            else
            {
                validation.Apply(dependency, at.Base, members, at.Field);
            }
        }
    }
}
