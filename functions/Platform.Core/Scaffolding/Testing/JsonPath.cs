using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Platform.Core.Scaffolding.Testing;

/// <summary>A path into a document: <c>metadata.annotations['a.b/c']</c>, <c>spec.links[0].url</c>, <c>$.name</c>.</summary>
internal static partial class JsonPath
{
    /// <returns>Null when the path is none.</returns>
    public static IReadOnlyList<string>? Parse(string path)
    {
        var text = path.StartsWith('$') ? path[1..] : path.StartsWith('[') ? path : $".{path}";
        var parts = new List<string>();
        var at = 0;
        foreach (Match part in Part().Matches(text))
        {
            if (part.Index != at)
            {
                return null;
            }

            parts.Add(part.Groups.Values.Skip(1).First(group => group.Success).Value);
            at += part.Length;
        }

        return at == text.Length ? parts : null;
    }

    public static bool TryFind(JsonNode? root, IReadOnlyList<string> path, out JsonNode? found)
    {
        found = root;
        foreach (var part in path)
        {
            switch (found)
            {
                case JsonObject members when members.TryGetPropertyValue(part, out var member):
                    found = member;
                    break;
                case JsonArray items when int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                    && index < items.Count:
                    found = items[index];
                    break;
                default:
                    found = null;
                    return false;
            }
        }

        return true;
    }

    [GeneratedRegex("""\.([^.\[\]]+)|\[(\d+)\]|\['([^']*)'\]|\["([^"]*)"\]""")]
    private static partial Regex Part();
}
