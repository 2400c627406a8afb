using System.Globalization;
using System.Text.Json;

namespace Platform.TestKit.Forge;

/// <summary>Checks JSON against the part of OpenAPI 3.0's schemas that GitHub's description uses.</summary>
internal sealed class OpenApiSchema(JsonElement root)
{
    /// <summary>What is wrong, each with its path; empty when nothing is.</summary>
    public IReadOnlyList<string> Validate(JsonElement? instance, JsonElement schema, string path = "$")
    {
        var problems = new List<string>();
        Check(instance ?? JsonDocument.Parse("null").RootElement, Resolve(schema), path, problems);
        return problems;
    }

    public JsonElement Resolve(JsonElement node)
    {
        while (node.ValueKind == JsonValueKind.Object && node.TryGetProperty("$ref", out var reference))
        {
            node = reference
                .GetString()!
                .TrimStart('#', '/')
                .Split('/')
                .Aggregate(root, (current, part) => current.GetProperty(part.Replace("~1", "/", StringComparison.Ordinal)));
        }

        return node;
    }

    private void Check(JsonElement value, JsonElement schema, string path, List<string> problems)
    {
        if (value.ValueKind == JsonValueKind.Null && IsTrue(schema, "nullable"))
        {
            return;
        }

        CheckCombinations(value, schema, path, problems);
        if (
            schema.TryGetProperty("enum", out var allowed)
            && !allowed.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)))
        {
            problems.Add($"{path}: {value} is none of {allowed}");
        }

        var type =
            schema.TryGetProperty("type", out var named) ? named.GetString()
            : schema.TryGetProperty("properties", out _) ? "object"
            : null;
        if (type is not null && !IsOf(value, type))
        {
            problems.Add($"{path}: {value.ValueKind} is not {type}");
            return;
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                CheckObject(value, schema, path, problems);
                break;
            case JsonValueKind.Array when schema.TryGetProperty("items", out var items):
                var index = 0;
                foreach (var item in value.EnumerateArray())
                {
                    Check(item, Resolve(items), string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]"), problems);
                }

                break;
            case JsonValueKind.String
                when schema.TryGetProperty("format", out var format) && !HasFormat(value.GetString()!, format.GetString()!):
                problems.Add($"{path}: '{value}' is not a {format}");
                break;
        }
    }

    // GitHub's alternatives overlap, so oneOf is taken as anyOf.
    private void CheckCombinations(JsonElement value, JsonElement schema, string path, List<string> problems)
    {
        foreach (var keyword in new[] { "anyOf", "oneOf" })
        {
            if (
                schema.TryGetProperty(keyword, out var alternatives)
                && alternatives.EnumerateArray().Select(one => Validate(value, one, path)).ToList() is var tried
                && tried.TrueForAll(found => found.Count > 0))
            {
                problems.Add($"{path}: fits no alternative ({string.Join(" | ", tried.Select(found => found[0]))})");
            }
        }

        if (schema.TryGetProperty("allOf", out var all))
        {
            foreach (var part in all.EnumerateArray())
            {
                Check(value, Resolve(part), path, problems);
            }
        }
    }

    private void CheckObject(JsonElement value, JsonElement schema, string path, List<string> problems)
    {
        if (schema.TryGetProperty("required", out var required))
        {
            problems.AddRange(
                required
                    .EnumerateArray()
                    .Where(name => !value.TryGetProperty(name.GetString()!, out _))
                    .Select(name => $"{path}.{name} is missing"));
        }

        var known = schema.TryGetProperty("properties", out var properties) ? properties : default;
        var others = schema.TryGetProperty("additionalProperties", out var additional) ? additional : default;
        foreach (var property in value.EnumerateObject())
        {
            if (known.ValueKind == JsonValueKind.Object && known.TryGetProperty(property.Name, out var definition))
            {
                Check(property.Value, Resolve(definition), $"{path}.{property.Name}", problems);
            }
            else if (others.ValueKind == JsonValueKind.False)
            {
                problems.Add($"{path}.{property.Name} is not defined");
            }
            else if (others.ValueKind == JsonValueKind.Object)
            {
                Check(property.Value, Resolve(others), $"{path}.{property.Name}", problems);
            }
        }
    }

    private static bool IsOf(JsonElement value, string type) =>
        type switch
        {
            "object" => value.ValueKind == JsonValueKind.Object,
            "array" => value.ValueKind == JsonValueKind.Array,
            "string" => value.ValueKind == JsonValueKind.String,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
            _ => value.ValueKind == JsonValueKind.Number,
        };

    private static bool HasFormat(string text, string format) =>
        format switch
        {
            "date-time" => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _)
                && text.Contains('T', StringComparison.Ordinal),
            "uri" => Uri.TryCreate(text, UriKind.Absolute, out _),
            _ => true,
        };

    private static bool IsTrue(JsonElement schema, string name) =>
        schema.TryGetProperty(name, out var flag) && flag.ValueKind == JsonValueKind.True;
}
