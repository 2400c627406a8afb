using System.Text.Json.Nodes;

namespace Platform.Local.Forge.GraphQl;

/// <summary>A value of the graph, by the fields that it has; null for what is not there.</summary>
internal delegate object? GraphResolver(IReadOnlyDictionary<string, JsonNode?> arguments);

/// <param name="Type">As GitHub's schema calls it.</param>
internal sealed record GraphObject(string Type, IReadOnlyDictionary<string, GraphResolver> Fields)
{
    /// <exception cref="FormatException">A field is asked for that there is not.</exception>
    public JsonObject Select(IReadOnlyList<GraphField> fields)
    {
        var selected = new JsonObject();
        foreach (var field in fields)
        {
            selected[field.Name] = Fields.TryGetValue(field.Name, out var resolve)
                ? Shape(field, resolve(field.Arguments))
                : throw new FormatException($"Field '{field.Name}' doesn't exist on type '{Type}'");
        }

        return selected;
    }

    private static JsonNode? Shape(GraphField field, object? value) => value switch
    {
        GraphObject one => one.Select(field.Fields),
        IEnumerable<GraphObject> many => new JsonArray([.. many.Select(one => one.Select(field.Fields))]),
        _ => JsonValue.Create(value),
    };
}
