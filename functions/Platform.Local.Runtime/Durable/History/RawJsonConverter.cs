using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platform.Local.Runtime.Durable.History;

/// <summary>Embeds text that already is JSON, so that payloads are neither escaped nor parsed twice.</summary>
internal sealed class RawJsonConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement.GetRawText();
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value, skipInputValidation: true);
}
