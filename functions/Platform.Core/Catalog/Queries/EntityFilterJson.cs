using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Platform.Core.Catalog.Queries;

/// <summary>A filter as text: for cursors, and to know whether two are the same.</summary>
internal static class EntityFilterJson
{
    public static string Text(EntityFilter filter)
    {
        var bytes = new ArrayBufferWriter<byte>(128);
        using (var json = new Utf8JsonWriter(bytes))
        {
            Write(json, filter);
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    /// <summary>An array: what is meant, and of what.</summary>
    public static void Write(Utf8JsonWriter json, EntityFilter filter)
    {
        json.WriteStartArray();
        switch (filter)
        {
            case EntityFilter.All all:
                WriteMany(json, "all", all.Filters);
                break;
            case EntityFilter.Any any:
                WriteMany(json, "any", any.Filters);
                break;
            case EntityFilter.Not not:
                WriteMany(json, "not", [not.Filter]);
                break;
            case EntityFilter.Exists exists:
                json.WriteStringValue("exists");
                json.WriteStringValue(exists.Key);
                break;
            case EntityFilter.In found:
                json.WriteStringValue("in");
                json.WriteStringValue(found.Key);
                foreach (var value in found.Values)
                {
                    json.WriteStringValue(value);
                }

                break;
            case EntityFilter.HasPrefix begins:
                json.WriteStringValue("prefix");
                json.WriteStringValue(begins.Key);
                json.WriteStringValue(begins.Prefix);
                break;
        }

        json.WriteEndArray();
    }

    /// <returns>Null for what no filter looks like.</returns>
    public static EntityFilter? Read(JsonElement json)
    {
        var items = json.EnumerateArray().Skip(1).ToList();
        return json[0].GetString() switch
        {
            "all" => Many(items) is { } all ? new EntityFilter.All(all) : null,
            "any" => Many(items) is { } any ? new EntityFilter.Any(any) : null,
            "not" => Many(items) is [var one] ? new EntityFilter.Not(one) : null,
            "exists" => items is [var key] && key.GetString() is { } name ? new EntityFilter.Exists(name) : null,
            "in" => items is [var key, .. var values] && key.GetString() is { } name
                && values.All(value => value.ValueKind == JsonValueKind.String)
                ? new EntityFilter.In(name, values.ConvertAll(value => value.GetString()!))
                : null,
            "prefix" => items is [var key, var prefix] && key.GetString() is { } name && prefix.GetString() is { } text
                ? new EntityFilter.HasPrefix(name, text)
                : null,
            _ => null,
        };
    }

    private static void WriteMany(Utf8JsonWriter json, string meaning, IReadOnlyList<EntityFilter> filters)
    {
        json.WriteStringValue(meaning);
        foreach (var filter in filters)
        {
            Write(json, filter);
        }
    }

    private static List<EntityFilter>? Many(List<JsonElement> items)
    {
        var read = items.ConvertAll(Read);
        return read.Contains(null) ? null : read.ConvertAll(filter => filter!);
    }
}
