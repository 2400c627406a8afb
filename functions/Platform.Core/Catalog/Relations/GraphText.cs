using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Platform.Core.Catalog.Relations;

/// <summary>A part of the graph for programs and for people.</summary>
public static class GraphText
{
    public static JsonObject Json(EntityGraphView view) => new()
    {
        ["root"] = view.Root.Canonical,
        ["truncated"] = view.Truncated,
        ["nodes"] = new JsonArray([.. view.Entities.Select(entity => new JsonObject
        {
            ["entityRef"] = entity.Ref.Canonical,
            ["known"] = entity.Known,
            ["distance"] = entity.Distance,
        })]),
        ["edges"] = new JsonArray([.. view.Relations.Select(relation => new JsonObject
        {
            ["source"] = relation.Source.Canonical,
            ["type"] = relation.Type,
            ["target"] = relation.Target.Canonical,
        })]),
    };

    /// <summary>A Mermaid flowchart; what is not in the catalog is dashed.</summary>
    public static string Mermaid(EntityGraphView view)
    {
        var text = new StringBuilder("flowchart LR\n");
        var numbers = new Dictionary<EntityRef, int>();
        foreach (var entity in view.Entities)
        {
            numbers.Add(entity.Ref, numbers.Count);
            text.Append(CultureInfo.InvariantCulture, $"  n{numbers[entity.Ref]}[\"{Escaped(entity.Ref.Canonical)}\"]\n");
        }

        foreach (var (source, type, target) in view.Relations)
        {
            text.Append(CultureInfo.InvariantCulture, $"  n{numbers[source]} -->|{type}| n{numbers[target]}\n");
        }

        foreach (var (dashed, index) in view.Entities.Select((entity, index) => (!entity.Known, index)))
        {
            text.Append(dashed ? $"  style n{index} stroke-dasharray: 4\n" : string.Empty);
        }

        return view.Truncated ? text.Append("  %% more is within reach than is shown\n").ToString() : text.ToString();
    }

    /// <summary>References may hold any text: all but letters, digits and a few signs becomes an entity code.</summary>
    private static string Escaped(string label)
    {
        var text = new StringBuilder(label.Length);
        foreach (var rune in label.EnumerateRunes())
        {
            var isPlain = rune.IsAscii && (Rune.IsLetterOrDigit(rune) || rune.Value is ':' or '/' or '-' or '_' or '.');
            text.Append(isPlain ? rune.ToString() : string.Create(CultureInfo.InvariantCulture, $"#{rune.Value};"));
        }

        return text.ToString();
    }
}
