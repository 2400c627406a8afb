using System.Text.Json.Nodes;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Validation;

/// <summary>
/// As Backstage when it makes an entity ready to be searched: two keys that differ only by case are an error, and the texts of a
/// list are keys, too.
/// </summary>
internal sealed class KeyCasing
{
    public const string Code = "entity-keys-differ-by-case";

    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private readonly HashSet<string> _lower = new(StringComparer.OrdinalIgnoreCase);
    private string? _twice;

    /// <returns>The first such key; null when there is none.</returns>
    public static Problem? Check(JsonObject entity, Func<string, SourcePlace?> placeOf)
    {
        var casing = new KeyCasing();
        casing.Visit(string.Empty, entity);
        return casing._twice is not { } key ? null : new(
            Code, $"'{key}' stands twice, in another case each time.", key,
            Expected: "keys and texts of lists that differ otherwise", Place: placeOf(key));
    }

    private void Visit(string path, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members)
                {
                    var key = path.Length == 0 ? name : $"{path}.{name}";
                    if (!IsSpecial(key))
                    {
                        Visit(key, value);
                    }
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    Visit(path, item);
                    if (item is JsonValue value && value.TryGetValue<string>(out var text))
                    {
                        Add($"{path}.{text}");
                    }
                }

                break;
            default:
                Add(path);
                break;
        }
    }

    private void Add(string key)
    {
        if (_keys.Add(key) && !_lower.Add(key))
        {
            _twice ??= key;
        }
    }

    private static bool IsSpecial(string key) => key is "attachments" or "relations" or "status" or "metadata.name"
        or "metadata.namespace" or "metadata.uid" or "metadata.etag";
}
