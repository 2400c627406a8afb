using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Platform.Adapters.Web;
using Platform.Core.Primitives;

namespace Platform.Functions.Cli;

/// <summary>
/// A running platform, as a command that works against one reaches it: the address by an option or <c>PLATFORM_BASE_URL</c>, the
/// key by a file or <c>PLATFORM_API_KEY</c>, as a command line can be seen by others.
/// </summary>
internal sealed class PlatformApi : IDisposable
{
    public const string UrlVariable = "PLATFORM_BASE_URL";
    public const string KeyVariable = "PLATFORM_API_KEY";
    public const string Options = "[--platform URL] [--key-file FILE]";
    public const string Explained =
        $"The platform is at --platform or {UrlVariable}; its API key is in --key-file or {KeyVariable}.";

    private const string Position = "Platform-Catalog-Position";

    private readonly Uri _root;
    private readonly string _key;
    private readonly PatientHttp _http;

    private PlatformApi(Uri root, string key, PatientHttp http) => (_root, _key, _http) = (root, key, http);

    /// <summary>Where the platform is; expects the options <c>platform</c> and <c>key-file</c>.</summary>
    /// <exception cref="CommandException">It is not said where the platform is, or with what key.</exception>
    public static PlatformApi Of(CommandArguments arguments, string usage)
    {
        var written = arguments.Text("platform") ?? Environment.GetEnvironmentVariable(UrlVariable);
        if (string.IsNullOrEmpty(written))
        {
            throw new CommandException(ExitCode.Usage, $"It is not said where the platform is.\n{usage}");
        }

        if (!Uri.TryCreate(written, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            throw new CommandException(ExitCode.Usage, $"'{written}' is no http or https URL.\n{usage}");
        }

        var key = CommandSecrets.Read(arguments, "key-file", KeyVariable);
        return key is null
            ? throw new CommandException(ExitCode.Usage, $"There is no API key for the platform.\n{usage}")
            : new(RootOf(url), key, new PatientHttp(HttpPatience.Default, TimeProvider.System));
    }

    public void Dispose() => _http.Dispose();

    public async Task<JsonNode> GetAsync(string path, string? atLeast, CancellationToken cancellationToken) =>
        ReadBody(await SendAsync(HttpMethod.Get, path, null, atLeast, cancellationToken));

    public async Task<JsonNode> PostAsync(string path, JsonNode body, CancellationToken cancellationToken) =>
        ReadBody(await TryPostAsync(path, body, cancellationToken));

    /// <summary>Also an answer that says what is wrong with the call.</summary>
    public Task<HttpAnswer> TryPostAsync(string path, JsonNode body, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, path, body, null, cancellationToken);

    /// <summary>The position of the catalog with all that is written by now; reads that name it see that.</summary>
    public async Task<string?> PositionAsync(CancellationToken cancellationToken)
    {
        var answer = await SendAsync(HttpMethod.Get, "catalog/locations", null, null, cancellationToken);
        ReadBody(answer);
        return answer.Headers.GetValueOrDefault(Position);
    }

    public static IEnumerable<JsonNode> ErrorsOf(JsonNode? body) =>
        ((body?["errors"] ?? body?["error"]?["errors"]) as JsonArray ?? []).OfType<JsonNode>();

    /// <exception cref="CommandException">The platform can't be reached, or does not know the key.</exception>
    private async Task<HttpAnswer> SendAsync(
        HttpMethod method, string path, JsonNode? body, string? atLeast, CancellationToken cancellationToken)
    {
        var text = body?.ToJsonString(PlatformJson.Options);
        var answer = await _http.SendAsync(
            () =>
            {
                var request = new HttpRequestMessage(method, new Uri(_root, path));
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _key);
                if (atLeast is not null)
                {
                    request.Headers.Add(Position, atLeast);
                }

                request.Content = text is null ? null : new StringContent(text, Encoding.UTF8, "application/json");
                return request;
            },
            cancellationToken);
        return answer.Status switch
        {
            null => throw Fault($"The platform at {_root} can't be reached: {answer.Why}."),
            HttpStatusCode.Unauthorized => throw Fault(
                $"The platform at {_root} does not know the key: give a valid one in --key-file or {KeyVariable}."),
            HttpStatusCode.Forbidden => throw Fault(
                $"The key may not do this at {_root}: {string.Join(' ', Sentences(answer))}"),
            HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => throw Fault(
                $"The platform at {_root} fails at {path}: {answer.Why}. {string.Join(' ', Sentences(answer))}".TrimEnd()),
            _ => answer,
        };
    }

    private JsonNode ReadBody(HttpAnswer answer) => answer is { IsSuccess: true, Body: { } body }
        ? body
        : throw Fault($"The platform at {_root} is not as expected: {answer.Why}. {string.Join(' ', Sentences(answer))}");

    private static IEnumerable<string> Sentences(HttpAnswer answer) => ErrorsOf(answer.Body)
        .Select(error => (string?)error["message"]).OfType<string>()
        .DefaultIfEmpty((string?)answer.Body?["error"]?["message"] ?? (string?)answer.Body?["detail"] ?? string.Empty);

    private static Uri RootOf(Uri url)
    {
        var path = url.AbsolutePath.TrimEnd('/');
        var api = path.EndsWith("/api", StringComparison.Ordinal) ? path : path + "/api";
        return new Uri($"{url.Scheme}://{url.Authority}{api}/");
    }

    private static CommandException Fault(string message) => new(ExitCode.EnvironmentAtFault, message);
}
