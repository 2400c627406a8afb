using System.Text.Json.Nodes;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Placeholders;

/// <summary>
/// An object with one key such as <c>$text</c> whose value is a URL or a path: it stands for what is there. Objects with other
/// keys, for example JSON Schema's <c>$ref</c>, are ordinary values, and nothing inside them is a placeholder.
/// </summary>
/// <param name="Key">With its dollar sign.</param>
/// <param name="Target">As it is written.</param>
/// <param name="Field">Where it stands, for example <c>spec.definition</c>.</param>
public sealed record Placeholder(string Key, string Target, string Field)
{
    public static IReadOnlyList<string> Keys { get; } = ["$text", "$json", "$yaml", "$openapi", "$asyncapi"];

    public static bool Is(JsonNode? node) => Read(node) is not null;

    /// <summary>All placeholders of a document, in its order.</summary>
    public static IReadOnlyList<Placeholder> FindAll(JsonNode? root)
    {
        var found = new List<Placeholder>();
        Find(root, string.Empty, found);
        return found;
    }

    private static void Find(JsonNode? node, string field, List<Placeholder> found)
    {
        switch (node)
        {
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    Find(items[i], FieldPath.Item(field, i), found);
                }

                break;
            case JsonObject members when members.Any(member => member.Key.StartsWith('$')):
                if (Read(members) is var (key, target))
                {
                    found.Add(new(key, target, field));
                }

                break;
            case JsonObject members:
                foreach (var (name, value) in members)
                {
                    Find(value, FieldPath.Key(field, name), found);
                }

                break;
        }
    }

    private static (string Key, string Target)? Read(JsonNode? node)
    {
        if (node is not JsonObject { Count: 1 } found)
        {
            return null;
        }

        var (key, value) = found.First();
        return Keys.Contains(key) && value is JsonValue text && text.TryGetValue<string>(out var target) ? (key, target) : null;
    }
}
