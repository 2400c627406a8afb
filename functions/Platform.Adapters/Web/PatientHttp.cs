using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.Adapters.Web;

/// <param name="Attempts">So often a call is made before it is given up.</param>
/// <param name="First">The pause before the second one; it doubles with each.</param>
/// <param name="Longest">No pause is longer, whatever the server asks for.</param>
public sealed record HttpPatience(int Attempts, TimeSpan First, TimeSpan Longest)
{
    /// <value>A quarter of a minute with a server that is down, longer where one that is busy asks for it.</value>
    public static HttpPatience Default { get; } = new(5, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
}

/// <summary>What became of a call.</summary>
/// <param name="Status">Null when no answer came, also after all attempts.</param>
/// <param name="Body">Null when the answer has none, or none that is JSON.</param>
/// <param name="Why">Of a call without a proper answer: what went wrong, as the end of a sentence.</param>
public sealed record HttpAnswer(HttpStatusCode? Status, JsonNode? Body, string Why)
{
    public bool IsSuccess => Status is >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices;

    /// <value>The header asked for; null without it.</value>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}

/// <summary>
/// Calls a JSON API and makes a call again that may go better: lost connections, answers cut off, 408, 429 and 5xx. For calls
/// that may be repeated only. Redirects are not followed, as they would take the credentials elsewhere.
/// </summary>
public sealed class PatientHttp(HttpPatience patience, TimeProvider clock, HttpMessageHandler? transport = null) : IDisposable
{
    private const int LargestAnswer = 64 * 1024 * 1024;

    private readonly HttpClient _client = new(transport ?? WebTransport.Create())
    {
        Timeout = TimeSpan.FromSeconds(240),
        MaxResponseContentBufferSize = LargestAnswer,
    };

    /// <param name="request">Makes the request anew for each attempt.</param>
    public async Task<HttpAnswer> SendAsync(Func<HttpRequestMessage> request, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (answer, passes, asked) = await TryAsync(request, cancellationToken);
            if (!passes || attempt >= patience.Attempts)
            {
                return answer;
            }

            var pause = patience.First * Math.Pow(2, attempt - 1);
            var wait = asked > pause ? asked.Value : pause;
            await Task.Delay(wait < patience.Longest ? wait : patience.Longest, clock, cancellationToken);
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<(HttpAnswer Answer, bool Passes, TimeSpan? Asked)> TryAsync(
        Func<HttpRequestMessage> make, CancellationToken cancellationToken)
    {
        try
        {
            using var request = make();
            using var response = await _client.SendAsync(request, cancellationToken);
            var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return Judge(response, bytes);
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException
            || (lost is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (new(null, null, "the connection failed"), true, null);
        }
    }

    private (HttpAnswer Answer, bool Passes, TimeSpan? Asked) Judge(HttpResponseMessage response, byte[] bytes)
    {
        var status = response.StatusCode;
        var body = Parse(bytes);
        var answer = new HttpAnswer(status, body, $"it answers {(int)status}")
        {
            Headers = response.Headers.ToDictionary(
                header => header.Key, header => header.Value.First(), StringComparer.OrdinalIgnoreCase),
        };
        if (answer.IsSuccess && body is null && bytes.Length > 0)
        {
            // A page for people stays one; half an answer may be whole the next time.
            var isPage = response.Content.Headers.ContentType?.MediaType == "text/html";
            return (answer with { Status = isPage ? status : null, Why = "its answer is no JSON" }, !isPage, null);
        }

        var passes = status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout
            or >= HttpStatusCode.InternalServerError;
        return (answer, passes, RetryAfter.Of(response, clock.GetUtcNow()));
    }

    private static JsonNode? Parse(byte[] bytes)
    {
        try
        {
            return bytes.Length == 0 ? null : JsonNode.Parse(bytes);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
