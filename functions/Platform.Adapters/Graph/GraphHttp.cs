using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Identity;
using Platform.Adapters.Web;
using Platform.Core.Primitives;

namespace Platform.Adapters.Graph;

/// <param name="RetryAfter">What Graph asked to wait, when it did.</param>
internal sealed record GraphFailure(Problem Problem, TimeSpan? RetryAfter = null);

/// <summary>Either a body or why there is none.</summary>
internal sealed record GraphAnswer(JsonObject? Body, GraphFailure? Failure = null);

/// <summary>
/// Reads from Graph: sits short waits out, tries what passes three times, and hands everything else over as a value. The token
/// goes to Graph's own address only, wherever an answer's links lead.
/// </summary>
internal sealed class GraphHttp(
    TokenCredential credential, GraphOptions options, TimeProvider clock, HttpMessageHandler? transport = null) : IDisposable
{
    private const int Attempts = 3;
    private const int LargestAnswer = 64 * 1024 * 1024;

    private const string LacksRights =
        "the application lacks User.Read.All, GroupMember.Read.All or an administrator's consent";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // What Graph's reference advises when it names no time.
    private static readonly TimeSpan WithoutHint = TimeSpan.FromSeconds(10);
    private static readonly string[] Resyncs = ["syncStateNotFound", "resyncRequired", "syncStateInvalid"];

    private readonly HttpClient _client = new(transport ?? WebTransport.Create())
    {
        Timeout = Patience,
        MaxResponseContentBufferSize = LargestAnswer,
    };

    private int _calls;

    public int Calls => _calls;

    public Uri Root => options.ApiUrl;

    public async Task<GraphAnswer> GetAsync(Uri address, CancellationToken cancellationToken)
    {
        if (address.Scheme != Root.Scheme || address.Authority != Root.Authority)
        {
            return Failed(GraphProblems.Unexpected, $"a link leads away from {nameof(GraphOptions.PeopleGraphApiUrl)}");
        }

        var waited = TimeSpan.Zero;
        for (var attempt = 1; ; attempt++)
        {
            var (answer, passes) = await TryAsync(address, cancellationToken);
            var asked = answer.Failure?.RetryAfter;
            if (!passes || (asked is null && attempt >= Attempts))
            {
                return answer;
            }

            var wait = asked ?? TimeSpan.FromSeconds(attempt);
            if (waited + wait > options.LongestWait)
            {
                return answer;
            }

            waited += wait;
            await Task.Delay(wait, clock, cancellationToken);
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<(GraphAnswer Answer, bool Passes)> TryAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            var scope = new TokenRequestContext([$"{Root.Scheme}://{Root.Authority}/.default"]);
            var token = await credential.GetTokenAsync(scope, cancellationToken);
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Token);
            Interlocked.Increment(ref _calls);
            using var response = await _client.SendAsync(request, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            return Judge(response, JsonNode.Parse(text) as JsonObject);
        }
        catch (AuthenticationFailedException refused)
        {
            // Its message names tenant and application, never the secret; its first line says what is wrong.
            return (Failed(GraphProblems.Unauthorized, $"no token was given: {refused.Message.Split('\n')[0].Trim()}"), false);
        }
        catch (JsonException)
        {
            return (Failed(GraphProblems.Unavailable, "the answer is no JSON"), true);
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException
            || (lost is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (Failed(GraphProblems.Unavailable, "the connection failed"), true);
        }
    }

    private (GraphAnswer Answer, bool Passes) Judge(HttpResponseMessage response, JsonObject? body)
    {
        var status = (int)response.StatusCode;
        var code = (string?)body?["error"]?["code"] ?? string.Empty;
        return response.StatusCode switch
        {
            _ when response.IsSuccessStatusCode => body is null
                ? (Failed(GraphProblems.Unexpected, "the answer is no object"), false)
                : (new(body), false),
            HttpStatusCode.Gone => (Failed(GraphProblems.Resync, "the token has expired"), false),
            HttpStatusCode.BadRequest when Resyncs.Contains(code, StringComparer.OrdinalIgnoreCase) =>
                (Failed(GraphProblems.Resync, "the token has expired"), false),
            HttpStatusCode.Unauthorized => (Failed(GraphProblems.Unauthorized, "the token is not accepted"), false),
            HttpStatusCode.Forbidden => (Failed(GraphProblems.Forbidden, LacksRights), false),
            HttpStatusCode.TooManyRequests => (Failed(
                GraphProblems.Throttled, "there were too many requests",
                RetryAfter.Of(response, clock.GetUtcNow()) ?? WithoutHint), true),
            >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout => (Failed(
                GraphProblems.Unavailable, $"it answers {status}", RetryAfter.Of(response, clock.GetUtcNow())), true),
            _ => (Failed(GraphProblems.Rejected, $"it answers {status} {code}"), false),
        };
    }

    private static GraphAnswer Failed(string code, string why, TimeSpan? retryAfter = null) =>
        new(null, new(new(code, $"Microsoft Graph could not be read: {why}."), retryAfter));
}
