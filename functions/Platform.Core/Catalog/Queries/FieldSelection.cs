using System.Buffers;
using System.Text.Json;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Queries;

/// <summary>The parts of an entity that a caller wants, each with all that is below it.</summary>
/// <param name="Paths">Dotted; keys that have dots themselves may be meant.</param>
public sealed record FieldSelection(IReadOnlyList<string> Paths)
{
    /// <summary>Whether some of what is at the path is wanted.</summary>
    internal bool Includes(string path) => Paths.Any(wanted =>
        path == wanted
        || path.StartsWith(wanted + ".", StringComparison.Ordinal)
        || wanted.StartsWith(path + ".", StringComparison.Ordinal));

    /// <param name="entity">Whole.</param>
    internal void Write(ReadOnlyMemory<byte> entity, IBufferWriter<byte> output)
    {
        using var json = JsonDocument.Parse(entity);
        var root = new Part();
        foreach (var path in Paths)
        {
            Add(root, json.RootElement, path.Split('.'));
        }

        using var writer = new Utf8JsonWriter(output, new() { Encoder = PlatformJson.Options.Encoder });
        root.WriteTo(writer);
    }

    /// <summary>As Backstage does it: the shortest key that is there is gone into, and there is no way back.</summary>
    private static void Add(Part part, JsonElement value, ReadOnlySpan<string> steps)
    {
        var names = new List<string>();
        var key = string.Empty;
        foreach (var step in steps)
        {
            key = key.Length == 0 ? step : $"{key}.{step}";
            if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty(key, out var below))
            {
                names.Add(key);
                (value, key) = (below, string.Empty);
            }
        }

        if (key.Length > 0)
        {
            return;
        }

        foreach (var name in names)
        {
            part = part.Below(name);
        }

        part.Value = value;
    }

    /// <summary>A wanted value, or an object on the way to some.</summary>
    private sealed class Part
    {
        private readonly List<(string Name, Part Part)> _parts = [];

        public JsonElement? Value { get; set; }

        public Part Below(string name)
        {
            var known = _parts.Find(part => part.Name == name).Part;
            if (known is null)
            {
                _parts.Add((name, known = new()));
            }

            return known;
        }

        public void WriteTo(Utf8JsonWriter writer)
        {
            if (Value is { } value)
            {
                value.WriteTo(writer);
                return;
            }

            writer.WriteStartObject();
            foreach (var (name, part) in _parts)
            {
                writer.WritePropertyName(name);
                part.WriteTo(writer);
            }

            writer.WriteEndObject();
        }
    }
}
