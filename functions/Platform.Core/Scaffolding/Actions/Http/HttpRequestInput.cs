using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Secrets;

namespace Platform.Core.Scaffolding.Actions.Http;

/// <summary>The inputs of <c>http:request</c>.</summary>
internal sealed record HttpRequestInput(
    string Method,
    Uri Url,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    byte[]? Body,
    IReadOnlyList<int> Expected,
    bool ContinueOnBadResponse,
    TimeSpan Timeout)
{
    private const string JsonType = "application/json";

    // Those that belong to the connection, and not to whoever writes a request.
    private static readonly string[] Reserved =
    [
        "connection", "content-length", "expect", "host", "keep-alive", "proxy-authorization", "proxy-connection", "te",
        "trailer", "transfer-encoding", "upgrade",
    ];

    private static readonly string[] Telling = ["authorization", "cookie", "token", "key", "secret", "password", "signature"];

    /// <value>What its messages may show: no query, which may hold anything.</value>
    public string Shown => $"{Method} {Url.Authority}{Url.AbsolutePath}";

    /// <param name="input">Valid by the schema.</param>
    public static Result<HttpRequestInput> From(JsonObject input)
    {
        var url = UrlOf(input);
        var headers = HeadersOf(input);
        if (!url.IsOk || !headers.IsOk)
        {
            return Result<HttpRequestInput>.Failed([.. url.Problems, .. headers.Problems]);
        }

        var body = BodyOf(input["body"]);
        var all = headers.Value.ToList();
        if (body is not null && !all.Any(header => header.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)))
        {
            all.Add(new("Content-Type", input["body"] is JsonValue ? "text/plain; charset=utf-8" : JsonType));
        }

        return new HttpRequestInput(
            Text(input, "method")?.ToUpperInvariant() ?? "GET",
            url.Value,
            all,
            body,
            input["expectedStatus"] switch
            {
                JsonArray several => [.. several.Select(Status)],
                { } one => [Status(one)],
                _ => [],
            },
            input["continueOnBadResponse"]?.GetValue<bool>() ?? false,
            TimeSpan.FromSeconds(input["timeoutSeconds"]?.GetValue<double>() ?? 30));
    }

    public bool IsExpected(int status) => Expected.Count > 0 ? Expected.Contains(status) : status is >= 200 and < 300;

    /// <summary>Covers what the headers hold that is nobody else's business, wherever the other side repeats it.</summary>
    public SecretRedactor Redactor() => new(Headers
        .Where(header => Telling.Any(word => header.Key.Contains(word, StringComparison.OrdinalIgnoreCase))
            && !header.Key.Equals(IdempotencyKeys.Header, StringComparison.OrdinalIgnoreCase))
        .SelectMany(header => header.Value.Split(' ').Append(header.Value))
        .Where(value => value.Length >= SecretRules.LeastLength));

    private static Result<Uri> UrlOf(JsonObject input)
    {
        var written = Text(input, "url")!;
        if (!Uri.TryCreate(written, UriKind.Absolute, out var start))
        {
            return new Problem("http-url-invalid", "The address can't be read.", "url", Expected: "an absolute https address");
        }

        // A path can't lead to another host: it is put behind the address as text.
        var whole = Text(input, "path") is { } path ? $"{written.TrimEnd('/')}/{path.TrimStart('/')}" : written;
        var (head, query) = Split(whole);
        foreach (var (name, value) in input["query"] as JsonObject ?? [])
        {
            foreach (var one in value as JsonArray ?? [value?.DeepClone()])
            {
                query += $"{(query.Length == 0 ? '?' : '&')}{Uri.EscapeDataString(name)}={Uri.EscapeDataString(PlainText(one))}";
            }
        }

        return Uri.TryCreate(head + query, UriKind.Absolute, out var url) && url.Authority == start.Authority
            ? url
            : new Problem("http-url-invalid", "The address and the path make no address.", "path", Expected: "a path");
    }

    private static (string Head, string Query) Split(string address)
    {
        var url = address.Split('#')[0];
        var mark = url.IndexOf('?', StringComparison.Ordinal);
        return mark < 0 ? (url, string.Empty) : (url[..mark], url[mark..]);
    }

    private static Result<IReadOnlyList<KeyValuePair<string, string>>> HeadersOf(JsonObject input)
    {
        List<KeyValuePair<string, string>> headers = [];
        List<Problem> problems = [];
        foreach (var (name, value) in input["headers"] as JsonObject ?? [])
        {
            var text = PlainText(value);
            var isName = name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c));
            if (!isName || text.Any(c => c < ' ' && c != '\t') || text.Contains('\x7f')
                || Reserved.Contains(name.ToLowerInvariant()))
            {
                problems.Add(new(
                    "http-header-invalid", "The header can't be sent.", FieldPath.Key("headers", isName ? name : "*"),
                    Expected: "a header that is not the connection's own, on one line"));
            }

            headers.Add(new(name, text));
        }

        return problems.Count > 0
            ? Result<IReadOnlyList<KeyValuePair<string, string>>>.Failed(problems)
            : Result<IReadOnlyList<KeyValuePair<string, string>>>.Ok(headers);
    }

    private static byte[]? BodyOf(JsonNode? body) => body switch
    {
        null => null,
        JsonValue => Encoding.UTF8.GetBytes(PlainText(body)),
        _ => Encoding.UTF8.GetBytes(body.ToJsonString(PlatformJson.Options)),
    };

    private static string? Text(JsonObject input, string name) => input[name]?.GetValue<string>();

    private static string PlainText(JsonNode? node) =>
        node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : node?.ToJsonString() ?? string.Empty;

    private static int Status(JsonNode? node) => int.Parse(node!.ToJsonString(), CultureInfo.InvariantCulture);
}
