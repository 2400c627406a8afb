using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Core.Catalog.Ingestion;

/// <summary>
/// Reads messages of queue <c>catalog-ingest</c>. A pipeline wrote them, so everything wrong is reported at once. The rules are
/// those of <c>catalog-ingest.schema.json</c>; a test holds the two together.
/// </summary>
public static partial class CatalogIngestMessage
{
    public const string NotJson = MessageJson.NotJson;
    public const string TwoForms = "message-ambiguous";

    public const int MostPaths = 500;
    public const int LongestPath = 1024;
    public const int MostAttempts = 100;

    private static readonly string[] RepositoryFields = ["repository", "sha", "paths", "url", "branch"];
    private static readonly string[] InlineFields = ["location", "content"];
    private static readonly string[] TraceFields = ["traceparent", "tracestate"];

    public static Result<CatalogIngestRequest> Parse(ReadOnlySpan<byte> utf8)
    {
        var message = MessageJson.Open(utf8, maxDepth: 16, "a JSON object");
        return message.IsOk ? Parse(message.Value) : Result<CatalogIngestRequest>.Failed(message.Problems);
    }

    private static Result<CatalogIngestRequest> Parse(JsonObject message)
    {
        var checks = new FieldChecks();
        checks.NoOthers(message, string.Empty,
            ["id", .. RepositoryFields, .. InlineFields, "occurredAt", "attempt", .. TraceFields]);
        var id = checks.Text(
            message, string.Empty, "id", required: true,
            text => text.Length is > 0 and <= 200, "1 to 200 characters");
        checks.Text(
            message, string.Empty, "occurredAt", required: false, text => Instants.TryParse(text, out _), Instants.Requirements);
        checks.Text(message, string.Empty, "traceparent", required: false, text => text.Length <= 200, "at most 200 characters");
        checks.Text(message, string.Empty, "tracestate", required: false, text => text.Length <= 512, "at most 512 characters");
        if (message.TryGetPropertyValue("attempt", out var attempt) && !IsAttempt(attempt))
        {
            checks.Add(FieldChecks.WrongFormat, "attempt", attempt, $"a whole number from 0 to {MostAttempts}");
        }

        var inline = InlineFields.Any(message.ContainsKey);
        if (inline && RepositoryFields.FirstOrDefault(message.ContainsKey) is { } other)
        {
            checks.Add(TwoForms, other, null, "either a repository's files or a text with its location, not both");
        }

        if (inline)
        {
            checks.Text(message, string.Empty, "location", required: true, IsLocation, "type:target");
            checks.Text(message, string.Empty, "content", required: true, _ => true, "the descriptor's text");
        }
        else
        {
            CheckRepository(checks, message);
        }

        return checks.IsClean
            ? message.Deserialize<CatalogIngestRequest>(PlatformJson.Options)! with { Id = id! }
            : Result<CatalogIngestRequest>.Failed(checks.Problems);
    }

    private static void CheckRepository(FieldChecks checks, JsonObject message)
    {
        checks.Text(
            message, string.Empty, "repository", required: true,
            text => RepositoryName.TryParse(text, out _), RepositoryName.Requirements);
        checks.Text(
            message, string.Empty, "sha", required: true,
            text => Sha().IsMatch(text), "a commit's SHA: 40 lower-case hex digits");
        checks.Text(message, string.Empty, "url", required: false, IsWebAddress, "an http or https URL");
        checks.Text(
            message, string.Empty, "branch", required: false,
            text => text.Length is > 0 and <= 255, "1 to 255 characters");
        var paths = checks.List(message, string.Empty, "paths", required: true, "a list of paths");
        if (paths is { Count: 0 or > MostPaths })
        {
            checks.Add(FieldChecks.WrongFormat, "paths", null, $"1 to {MostPaths} paths");
        }

        for (var i = 0; i < paths?.Count; i++)
        {
            checks.Text(paths[i], FieldPath.Item("paths", i), IsPath, "a path from the repository's root, without '..'");
        }
    }

    private static bool IsAttempt(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<int>(out var attempt) && attempt is >= 0 and <= MostAttempts;

    private static bool IsLocation(string text) => Location().IsMatch(text);

    private static bool IsWebAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    private static bool IsPath(string text) =>
        text.Length is > 0 and <= LongestPath && !text.Split('/').Any(segment => segment is "" or "." or "..");

    [GeneratedRegex(@"\A[0-9a-f]{40}\z")]
    private static partial Regex Sha();

    // Sources that the platform reads itself have these types; a sent text must not pass for one of them.
    [GeneratedRegex(@"\A(?!(?:github|location):)[a-z][a-z0-9-]*:\S+\z")]
    private static partial Regex Location();
}
