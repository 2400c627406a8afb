using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platform.Core.Scaffolding.Publishing;

internal sealed class RepositoryNameJsonConverter : JsonConverter<RepositoryName>
{
    public override RepositoryName Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.GetString();
        return RepositoryName.TryParse(text, out var parsed)
            ? parsed
            : throw new JsonException($"'{text}' is not a repository: {RepositoryName.Requirements}.");
    }

    public override void Write(Utf8JsonWriter writer, RepositoryName value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
