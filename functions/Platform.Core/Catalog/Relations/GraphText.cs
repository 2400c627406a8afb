using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Relations;

/// <summary>A part of the graph for programs and for people.</summary>
public static class GraphText
{
    private static readonly JsonWriterOptions Json = new()
    {
        Encoder = PlatformJson.Options.Encoder,
        SkipValidation = true,
    };

    public static void WriteJson(EntityGraphView view, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, Json);
        json.WriteStartObject();
        json.WriteString("root"u8, view.Root.Canonical);
        json.WriteBoolean("truncated"u8, view.Truncated);
        json.WriteStartArray("nodes"u8);
        foreach (var entity in view.Entities)
        {
            json.WriteStartObject();
            json.WriteString("entityRef"u8, entity.Ref.Canonical);
            json.WriteBoolean("known"u8, entity.Known);
            json.WriteNumber("distance"u8, entity.Distance);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("edges"u8);
        foreach (var (source, type, target) in view.Relations)
        {
            json.WriteStartObject();
            json.WriteString("source"u8, source.Canonical);
            json.WriteString("type"u8, type);
            json.WriteString("target"u8, target.Canonical);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

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
