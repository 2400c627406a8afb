using System.Text.Json.Nodes;
using Platform.Core.Metrics.Senders.GitHub;
using Platform.Core.Primitives;

namespace Platform.Adapters.GitHub.History;

/// <summary>Commits as GitHub's API writes them.</summary>
internal static class HistoryJson
{
    public static HistoryCommit? Commit(JsonObject answer) => Text(answer["sha"]) is not { } sha ? null : new(
        sha,
        Time(answer["commit"]?["author"]?["date"]),
        Time(answer["commit"]?["committer"]?["date"]),
        [.. (answer["parents"] as JsonArray ?? []).Select(parent => Text(parent?["sha"])).OfType<string>()],
        Text(answer["commit"]?["tree"]?["sha"]),
        Text(answer["commit"]?["message"]),
        Text((answer["author"] as JsonObject)?["type"]) switch { "Bot" => true, "User" => false, _ => null });

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static DateTimeOffset? Time(JsonNode? node) =>
        Instants.TryParse(Text(node), out var instant) ? instant.ToUniversalTime() : null;
}
