using System.Text.Json;
using System.Text.Json.Nodes;
using Octokit.Internal;

namespace Platform.Adapters.GitHub.Reading;

/// <summary>
/// Octokit's own serializer, but for the answers of this folder (a listing of hundreds of repositories costs it more than all
/// that follows), and for JSON as it is, which Octokit has no types for.
/// </summary>
internal sealed class ReadingJson : IJsonSerializer
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private readonly SimpleJsonSerializer _octokit = new();

    public string Serialize(object item) => item is JsonNode node ? node.ToJsonString() : _octokit.Serialize(item);

    public T Deserialize<T>(string json) =>
        typeof(T) == typeof(JsonNode) ? (T)(object)JsonNode.Parse(json)!
            : typeof(T).Namespace != typeof(ReadingJson).Namespace ? _octokit.Deserialize<T>(json)
            // A folder answers with a list where a file would be one object.
            : json.StartsWith('[') && !typeof(T).IsArray ? default!
            : JsonSerializer.Deserialize<T>(json, Options)!;
}
