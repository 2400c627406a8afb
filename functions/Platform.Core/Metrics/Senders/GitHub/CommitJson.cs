using System.Text.Json.Nodes;
using Platform.Core.Metrics.Events;

namespace Platform.Core.Metrics.Senders.GitHub;

/// <summary>Commits in the form of our customData.</summary>
internal static class CommitJson
{
    private const int LongestPath = 500;
    private const string BotMail = "[bot]@users.noreply.github.com";
    private const string BotLogin = "[bot]";
    private const string Nothing = "0000000";

    public static bool IsNothing(string? sha) => sha is null || sha.StartsWith(Nothing, StringComparison.Ordinal);

    public static JsonObject Of(HistoryCommit commit) => new()
    {
        ["sha"] = commit.Sha,
        ["authoredAt"] = commit.AuthoredAt is { } at ? CdEvent.Text(at) : null,
        ["parents"] = new JsonArray([.. commit.Parents.Select(parent => JsonValue.Create(parent))]),
        ["treeSha"] = commit.TreeSha,
        ["message"] = commit.Message,
        ["actor"] = commit.IsBot is { } bot ? Payload.ActorOf(bot ? ActorType.Bot : ActorType.Human) : null,
    };

    /// <summary>As a push lists it. Git knows names and addresses, not kinds of accounts: only those of apps tell.</summary>
    public static JsonObject? OfPush(JsonObject commit)
    {
        var (author, sha) = (commit["author"] as JsonObject, Payload.TextOf(commit["id"]));
        if (sha is null)
        {
            return null;
        }

        var isBot = Payload.TextOf(author?["username"])?.EndsWith(BotLogin, StringComparison.Ordinal) == true
            || Payload.TextOf(author?["email"])?.EndsWith(BotMail, StringComparison.Ordinal) == true;
        return new()
        {
            ["sha"] = sha,
            ["authoredAt"] = Payload.TimeOf(commit["timestamp"]) is { } at ? CdEvent.Text(at) : null,
            ["treeSha"] = Payload.TextOf(commit["tree_id"]),
            ["message"] = Payload.TextOf(commit["message"]),
            ["files"] = new JsonArray([.. Files(commit).Select(path => JsonValue.Create(path))]),
            ["actor"] = isBot ? Payload.ActorOf(ActorType.Bot) : null,
        };
    }

    private static IEnumerable<string> Files(JsonObject commit) => new[] { "added", "modified", "removed" }
        .SelectMany(change => commit[change] as JsonArray ?? [])
        .Select(Payload.TextOf).OfType<string>()
        .Where(path => path.Length <= LongestPath)
        .Distinct(StringComparer.Ordinal);
}
