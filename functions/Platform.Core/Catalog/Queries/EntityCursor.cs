using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Platform.Core.Catalog.Queries;

/// <summary>
/// A place between two entities in the order of a query, and the query itself. It names the neighbour by its values, not by a
/// count, so that entities that come and go elsewhere neither hide nor repeat one.
/// </summary>
/// <param name="Values">Of the order's fields, null for one that is missing.</param>
/// <param name="IsPrevious">The page ends here; otherwise it begins here.</param>
public sealed record EntityCursor(
    EntityFilter Filter,
    IReadOnlyList<EntityOrder> Order,
    FullText? Text,
    IReadOnlyList<string?> Values,
    string Uid,
    EntityRef Ref,
    bool IsPrevious)
{
    public const string Requirements = "a cursor as the catalog gave it";

    /// <summary>What is longer has no place in an address, with the filter and the rest of the question in it.</summary>
    private const int LongestInAddress = 1500;

    /// <summary>Anybody can write one; it gives nothing that a query could not ask for.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out EntityCursor? cursor)
    {
        cursor = null;
        try
        {
            using var json = JsonDocument.Parse(Base64Url.DecodeFromChars(
                (text ?? string.Empty).Replace('+', '-').Replace('/', '_').TrimEnd('=')));
            cursor = Read(json.RootElement);
            return cursor is not null;
        }
        catch (Exception foreign) when (foreign
            is FormatException or JsonException or InvalidOperationException or KeyNotFoundException or IndexOutOfRangeException)
        {
            return false;
        }
    }

    /// <summary>
    /// Opaque, and safe in an address. Backstage's client looks into it all the same: one that it can read, and in which there is
    /// a <c>query</c>, it sends in a body, and so it does with those that are long.
    /// </summary>
    public override string ToString()
    {
        var bytes = Write(inBody: false);
        return bytes.Length <= LongestInAddress
            ? Base64Url.EncodeToString(bytes)
            : Convert.ToBase64String(Write(inBody: true));
    }

    private ReadOnlySpan<byte> Write(bool inBody)
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            if (inBody)
            {
                json.WriteBoolean("query", true);
            }

            json.WritePropertyName("f");
            EntityFilterJson.Write(json, Filter);
            WriteTexts(json, "o", Order.Select(order => (order.Descending ? "-" : "+") + order.Field));
            WriteTexts(json, "t", Text is null ? [] : [Text.Term, .. Text.Fields]);
            WriteTexts(json, "v", Values);
            json.WriteString("u", Uid);
            json.WriteString("r", Ref.Canonical);
            json.WriteBoolean("p", IsPrevious);
            json.WriteEndObject();
        }

        return bytes.WrittenSpan;
    }

    private static EntityCursor? Read(JsonElement json)
    {
        var filter = EntityFilterJson.Read(json.GetProperty("f"));
        var order = Texts(json, "o")
            .Select(field => field is [var sign, .. { Length: > 0 } name] ? new EntityOrder(name, sign == '-') : null)
            .OfType<EntityOrder>()
            .ToList();
        var text = Texts(json, "t");
        var values = Texts(json, "v");
        return filter is not null
            && values.Count == order.Count
            && json.GetProperty("u").GetString() is { } uid
            && EntityRef.TryParse(json.GetProperty("r").GetString(), out var entityRef)
            ? new(
                filter,
                order,
                text is [{ } term, .. var fields] ? new(term, [.. fields.OfType<string>()]) : null,
                values,
                uid,
                entityRef,
                json.GetProperty("p").GetBoolean())
            : null;
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string?> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static List<string?> Texts(JsonElement json, string name) =>
        [.. json.GetProperty(name).EnumerateArray().Select(text => text.GetString())];
}
