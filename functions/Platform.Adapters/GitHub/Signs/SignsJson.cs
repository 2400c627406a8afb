using System.Text.Json.Nodes;
using Platform.Core.Drift.Facts;
using Platform.Core.Primitives;

namespace Platform.Adapters.GitHub.Signs;

/// <summary>Makes facts of GitHub's answers.</summary>
internal static class SignsJson
{
    private const string NoReply = "@users.noreply.github.com";

    private static readonly string[] Red = ["failure", "timed_out", "startup_failure"];

    /// <param name="rules">Of the rulesets that are in force.</param>
    /// <param name="classic">Null where there is none.</param>
    public static BranchProtection Protection(JsonArray rules, JsonObject? classic)
    {
        var reviews = Rules(rules, "pull_request").Select(rule => Number(rule["required_approving_review_count"])).ToList();
        var checks = Rules(rules, "required_status_checks")
            .SelectMany(rule => (rule["required_status_checks"] as JsonArray ?? []).Select(check => Text(check?["context"])))
            .Concat((classic?["required_status_checks"]?["contexts"] as JsonArray ?? []).Select(Text))
            .OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        var asked = classic?["required_pull_request_reviews"] as JsonObject;
        return new(
            rules.Count > 0 || classic is not null,
            reviews.Count > 0 || asked is not null,
            reviews.Append(Number(asked?["required_approving_review_count"])).Max(),
            [.. checks]);
    }

    /// <param name="runs">The newest first.</param>
    public static CiState Ci(JsonArray runs)
    {
        List<JsonObject> done = [.. runs.OfType<JsonObject>()
            .Where(run => Text(run["status"]) == "completed"
                && Text(run["conclusion"]) is not (null or "skipped" or "cancelled"))];
        if (done is not [var last, ..])
        {
            return new(runs.Count > 0, null, null, null, null, null);
        }

        // One workflow's failures are not mended by another one's success.
        var same = done.Where(run => Text(run["path"]) == Text(last["path"]));
        var red = same.TakeWhile(run => Red.Contains(Text(run["conclusion"]))).LastOrDefault();
        return new(
            HasRuns: true, Text(last["conclusion"]), Text(last["html_url"]) is { } url ? new(url) : null,
            Time(last["created_at"]),
            red is null ? null : Time(red["created_at"]), Text(last["path"]) ?? Text(last["name"]));
    }

    public static CommitShares Shares(
        DateTimeOffset since, bool complete, IReadOnlyList<JsonObject> commits, IReadOnlyList<JsonObject> ofDocs)
    {
        var docs = ofDocs.Select(commit => Text(commit["sha"])).ToHashSet();
        var lastDocs = ofDocs.Select(CommittedAt).Max();
        List<JsonObject> code = [.. commits.Where(commit => !docs.Contains(Text(commit["sha"])))];
        return new(
            since,
            complete,
            commits.Select(LoginOf).OfType<string>().GroupBy(login => login, StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count()),
            code.Select(CommittedAt).Max(),
            lastDocs,
            code.Count(commit => lastDocs is null || CommittedAt(commit) > lastDocs));
    }

    /// <summary>Whose account it is; the hidden address of one tells as much. Null for bots and for who has none.</summary>
    private static string? LoginOf(JsonObject commit)
    {
        if (commit["author"] is JsonObject author)
        {
            var login = Text(author["login"]);
            return Text(author["type"]) == "Bot" || login?.EndsWith("[bot]", StringComparison.Ordinal) == true
                ? null
                : login?.ToLowerInvariant();
        }

        var address = Text(commit["commit"]?["author"]?["email"]);
        return address?.EndsWith(NoReply, StringComparison.OrdinalIgnoreCase) == true
            && address[..^NoReply.Length].Split('+')[^1].ToLowerInvariant() is { Length: > 0 } name
            && !name.EndsWith("[bot]", StringComparison.Ordinal)
                ? name
                : null;
    }

    private static DateTimeOffset? CommittedAt(JsonObject commit) => Time(commit["commit"]?["committer"]?["date"]);

    private static IEnumerable<JsonObject> Rules(JsonArray rules, string type) =>
        rules.OfType<JsonObject>().Where(rule => Text(rule["type"]) == type)
            .Select(rule => rule["parameters"] as JsonObject ?? []);

    private static int Number(JsonNode? node) => node is JsonValue value && value.TryGetValue<int>(out var number) ? number : 0;

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static DateTimeOffset? Time(JsonNode? node) =>
        Instants.TryParse(Text(node), out var instant) ? instant.ToUniversalTime() : null;
}
