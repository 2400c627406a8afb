using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.Functions.Cli.Demo;

/// <summary>Chooses a template's values: what the user set, and something sensible for whatever else must have one.</summary>
internal static class DemoParameters
{
    /// <param name="form">As <c>parameter-schema</c> gives it.</param>
    /// <param name="unique">Makes names that nobody has taken.</param>
    public static JsonObject Choose(JsonObject form, IReadOnlyDictionary<string, string> chosen, string unique)
    {
        var pages = (form["steps"] as JsonArray ?? []).Select(step => step?["schema"]).OfType<JsonObject>().ToList();
        var fields = pages.Select(page => page["properties"]).OfType<JsonObject>().SelectMany(properties => properties)
            .DistinctBy(field => field.Key).ToDictionary(field => field.Key, field => field.Value);
        if (chosen.Keys.FirstOrDefault(name => !fields.ContainsKey(name)) is { } unknown)
        {
            var known = string.Join("\n", fields.Select(field => $"  {field.Key}  {Text(field.Value, "title")}"));
            throw new CommandException(ExitCode.Usage, $"The template has no parameter '{unknown}'. It has:\n{known}");
        }

        var values = new JsonObject();
        foreach (var (name, schema) in fields)
        {
            var value = chosen.TryGetValue(name, out var set) ? Typed(set, schema)
                : schema?["default"] is null ? Sensible(name, schema, unique)
                : null;
            if (value is not null)
            {
                values[name] = value;
            }
        }

        return values;
    }

    private static JsonNode? Sensible(string name, JsonNode? schema, string unique) => name switch
    {
        _ when schema?["enum"] is JsonArray { Count: > 0 } choices => choices[0]?.DeepClone(),
        _ when name.Equals("name", StringComparison.OrdinalIgnoreCase) => unique,
        _ when name.EndsWith("Name", StringComparison.Ordinal) => unique,
        _ when name.Equals("owner", StringComparison.OrdinalIgnoreCase) => "group:default/platform-team",
        _ when Text(schema, "ui:field") == "RepoUrlPicker" => $"github.com?owner=platform&repo={unique}",
        _ => null,
    };

    private static JsonNode? Typed(string value, JsonNode? schema)
    {
        if (Text(schema, "type") is null or "string")
        {
            return value;
        }

        try
        {
            return JsonNode.Parse(value);
        }
        catch (JsonException)
        {
            // Let the template's own schema say what is wrong with it.
            return value;
        }
    }

    private static string? Text(JsonNode? schema, string name) =>
        schema?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
