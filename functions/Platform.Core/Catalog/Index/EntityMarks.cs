using System.Text.Json.Nodes;
using Platform.Core.Catalog.Claims;
using Platform.Core.Catalog.Feed;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Index;

/// <summary>What the catalog adds to a description, or takes from it, before it is shown and indexed.</summary>
internal static class EntityMarks
{
    public const string VerifiedAt = "platform.functions/verified-at";
    public const string Orphan = EntityDecoration.OrphanAnnotation;

    /// <summary>A text of an entity whose body is not in its row: longer ones stay where the body is. No row of the search, no
    /// reference and no name is as long.</summary>
    public const int LongestText = 1024;

    /// <value>Only the catalog itself says these.</value>
    public static IReadOnlyList<string> Reserved { get; } =
        [VerifiedAt, EntityDecoration.ConflictingLocations, EntityDecoration.Restored, Orphan];

    /// <param name="longTexts">Takes the paths of the texts that were cut.</param>
    public static byte[] Apply(CatalogRow row, List<string> longTexts)
    {
        var body = (JsonObject)JsonNode.Parse(row.Body.Span)!;
        body.Remove("relations");
        var metadata = (JsonObject)body["metadata"]!;
        if (metadata["annotations"] is JsonObject told)
        {
            foreach (var reserved in Reserved)
            {
                told.Remove(reserved);
            }
        }

        if (row.State is not null)
        {
            EntityDecoration.Apply(body, row.State);
        }

        if (row.BodyAddress is not null)
        {
            Cut(body, string.Empty, longTexts);
        }

        return System.Text.Encoding.UTF8.GetBytes(body.ToJsonString(PlatformJson.Options));
    }

    private static void Cut(JsonNode? node, string path, List<string> longTexts)
    {
        switch (node)
        {
            case JsonObject found:
                foreach (var (name, value) in found.ToList())
                {
                    var below = path.Length == 0 ? name : $"{path}.{name}";
                    if (IsLong(value, out var text))
                    {
                        longTexts.Add(below);
                        found[name] = text[..LongestText];
                    }

                    Cut(value, below, longTexts);
                }

                break;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    if (IsLong(items[i], out var text))
                    {
                        longTexts.Add(path);
                        items[i] = text[..LongestText];
                    }

                    Cut(items[i], path, longTexts);
                }

                break;
        }
    }

    private static bool IsLong(JsonNode? node, out string text)
    {
        text = node?.GetValueKind() == System.Text.Json.JsonValueKind.String ? node.GetValue<string>() : string.Empty;
        return text.Length > LongestText;
    }
}
