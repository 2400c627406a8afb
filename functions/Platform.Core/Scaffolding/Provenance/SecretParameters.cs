using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Templates;

namespace Platform.Core.Scaffolding.Provenance;

/// <summary>
/// The values of a request that its form treats as secrets (<c>ui:field: Secret</c>, a password's widget or format, write-only),
/// at any depth. They belong to the task alone and are left out of everything that outlives it.
/// </summary>
public static class SecretParameters
{
    private const int MostLevels = 32;

    /// <returns>JSON Pointers of the values that are secrets.</returns>
    public static IReadOnlyList<string> PathsIn(IReadOnlyList<ParameterPage> pages, JsonObject values)
    {
        var found = new List<string>();
        Collect([.. pages.Select(page => (page.Schema, page.Schema))], values, string.Empty, found);
        return found;
    }

    /// <returns>A copy without what the paths name.</returns>
    public static JsonObject Without(JsonObject values, IReadOnlyList<string> paths)
    {
        var copy = values.DeepClone().AsObject();

        // From the end: removing from a list moves what stands behind.
        foreach (var path in paths.Reverse())
        {
            var parts = path.Split('/').Skip(1).Select(Unescape).ToList();
            var parent = parts.SkipLast(1).Aggregate((JsonNode?)copy, Step);
            if (parent is JsonObject owner)
            {
                owner.Remove(parts[^1]);
            }
            else if (parent is JsonArray list && IndexOf(parts[^1]) is { } index && index < list.Count)
            {
                list.RemoveAt(index);
            }
        }

        return copy;
    }

    private static void Collect(
        IReadOnlyList<(JsonObject Schema, JsonObject Root)> schemas, JsonNode? value, string path, List<string> found)
    {
        var parts = value switch
        {
            JsonObject members => members.Select(member => (member.Key, member.Value)),
            JsonArray items => items.Select((item, i) => (i.ToString(CultureInfo.InvariantCulture), item)),
            _ => [],
        };
        foreach (var (name, part) in parts)
        {
            var own = schemas.SelectMany(schema => Of(schema.Schema, schema.Root, value is JsonArray ? null : name, 0)).ToList();
            var escaped = name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
            var place = $"{path}/{escaped}";
            if (own.Exists(schema => IsSecret(schema.Schema)))
            {
                found.Add(place);
            }
            else if (own.Count > 0)
            {
                Collect(own, part, place, found);
            }
        }
    }

    /// <summary>What a schema says of a member, or of items, in all its branches.</summary>
    private static IEnumerable<(JsonObject Schema, JsonObject Root)> Of(
        JsonObject schema, JsonObject root, string? name, int level)
    {
        if (level > MostLevels)
        {
            return [];
        }

        var direct = name is null ? Items(schema) : [(schema["properties"] as JsonObject)?[name], schema["additionalProperties"]];
        var branches = new[] { "allOf", "anyOf", "oneOf" }.SelectMany(keyword => schema[keyword] as JsonArray ?? [])
            .Concat([schema["if"], schema["then"], schema["else"], Resolve(schema, root)])
            .Concat((schema["dependencies"] as JsonObject ?? []).Select(dependency => dependency.Value))
            .OfType<JsonObject>();
        return direct.OfType<JsonObject>()
            .SelectMany(found => Resolve(found, root) is { } referred ? new[] { found, referred } : [found])
            .Select(found => (found, root))
            .Concat(branches.SelectMany(branch => Of(branch, root, name, level + 1)));
    }

    private static IEnumerable<JsonNode?> Items(JsonObject schema) => schema["items"] is JsonArray several
        ? several.Append(schema["additionalItems"])
        : [schema["items"]];

    private static JsonObject? Resolve(JsonObject schema, JsonObject root) =>
        schema["$ref"] is JsonValue written && written.TryGetValue<string>(out var reference)
            && reference.StartsWith("#/", StringComparison.Ordinal)
            ? reference.Split('/').Skip(1).Select(Unescape).Aggregate((JsonNode?)root, Step) as JsonObject
            : null;

    private static bool IsSecret(JsonObject schema) =>
        Is(schema["ui:field"], "Secret") || Is(schema["ui:widget"], "password") || Is(schema["format"], "password")
        || Is((schema["ui:options"] as JsonObject)?["widget"], "password")
        || schema["writeOnly"]?.GetValueKind() == JsonValueKind.True;

    private static bool Is(JsonNode? node, string word) =>
        node is JsonValue value && value.TryGetValue<string>(out var text)
        && text.Equals(word, StringComparison.OrdinalIgnoreCase);

    private static JsonNode? Step(JsonNode? node, string part) => node switch
    {
        JsonObject members => members[part],
        JsonArray items when IndexOf(part) is { } index && index < items.Count => items[index],
        _ => null,
    };

    private static int? IndexOf(string part) =>
        int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;

    private static string Unescape(string part) =>
        part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}
