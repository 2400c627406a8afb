using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Schemas;
using Platform.Core.Scaffolding.Templates;

namespace Platform.Core.ChatOps.Commands.Making;

/// <summary>The parameters of a template, also those that appear because of other values, each with its schema.</summary>
public sealed class TemplateForm
{
    private const int MaxDepth = 16;

    private readonly Dictionary<string, JsonObject> _parameters = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<JsonObject> _pages;

    private TemplateForm(IReadOnlyList<JsonObject> pages)
    {
        _pages = pages;
        foreach (var page in pages)
        {
            Collect(page, depth: 0);
        }
    }

    public IReadOnlyCollection<string> Names => _parameters.Keys;

    public static TemplateForm Of(TemplateDefinition template) => new([.. template.Parameters.Select(page => page.Schema)]);

    public JsonObject? SchemaOf(string parameter) => _parameters.GetValueOrDefault(parameter);

    public bool Accepts(string parameter, JsonNode? value) =>
        SchemaOf(parameter) is { } schema && JsonSchema.Parse(schema).Validate(value).Count == 0;

    /// <summary>
    /// Parameters that the values lack, also where another value calls for them: of alternatives, the one counts that the values
    /// fit.
    /// </summary>
    public IEnumerable<string> MissingIn(JsonObject values) => _pages.SelectMany(page => MissingIn(page, values, depth: 0));

    private static IEnumerable<string> MissingIn(JsonObject schema, JsonObject values, int depth)
    {
        if (depth > MaxDepth || !Fits(schema, values))
        {
            return [];
        }

        var own = (schema["required"] as JsonArray ?? []).OfType<JsonValue>()
            .Select(name => name.TryGetValue<string>(out var text) ? text : string.Empty)
            .Where(name => name.Length > 0 && !values.ContainsKey(name));
        return own.Concat(Branches(schema, values.ContainsKey).SelectMany(branch => MissingIn(branch, values, depth + 1)));
    }

    private static bool Fits(JsonObject schema, JsonObject values) =>
        (schema["properties"] as JsonObject ?? []).All(property =>
            property.Value is not JsonObject { } field
            || field["enum"] is null && field["const"] is null
            || !values.TryGetPropertyValue(property.Key, out var value)
            || JsonSchema.Parse(field).Validate(value).Count == 0);

    private void Collect(JsonObject schema, int depth)
    {
        if (depth > MaxDepth)
        {
            return;
        }

        foreach (var (name, property) in schema["properties"] as JsonObject ?? [])
        {
            // The first one is the full one; branches repeat a parameter to fix its value.
            if (property is JsonObject field)
            {
                _parameters.TryAdd(name, field);
            }
        }

        foreach (var part in Branches(schema, _ => true))
        {
            Collect(part, depth + 1);
        }
    }

    private static IEnumerable<JsonObject> Branches(JsonObject schema, Func<string, bool> isGiven) =>
        ((string[])["allOf", "oneOf", "anyOf"]).SelectMany(keyword => schema[keyword] as JsonArray ?? [])
            .Concat([schema["then"], schema["else"]])
            .Concat((schema["dependencies"] as JsonObject ?? [])
                .Where(dependency => isGiven(dependency.Key))
                .Select(dependency => dependency.Value))
            .OfType<JsonObject>();
}
