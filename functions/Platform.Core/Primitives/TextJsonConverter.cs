using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platform.Core.Primitives;

/// <summary>Writes a value as its own text, and refuses to read a text that does not parse.</summary>
/// <param name="expected">What a text has to be, as an error says it.</param>
internal abstract class TextJsonConverter<T>(string expected) : JsonConverter<T>
    where T : class
{
    public sealed override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.GetString();
        return TryParse(text, out var parsed) ? parsed : throw new JsonException($"'{text}' is not {expected}.");
    }

    public sealed override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());

    protected abstract bool TryParse(string? text, [NotNullWhen(true)] out T? value);
}
