using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Platform.Adapters.Web;
using Platform.Core.Primitives;

namespace Platform.Adapters.Slack;

/// <summary>What Slack answered; a status of 0 means that no answer came.</summary>
internal sealed record SlackResponse(int Status, string Body, TimeSpan? RetryAfter)
{
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <value>Slack, or the way to it, is at fault, or asks for patience.</value>
    public bool MayPass => Status is 0 or 408 or 429 or >= 500;
}

/// <summary>
/// Posts JSON. Addresses are secrets here, so this client leaves no trace of them: it is not made by a factory that logs, it
/// takes no part in tracing, it follows no redirect, and it turns exceptions, which quote addresses, into answers.
/// </summary>
internal sealed class SlackHttp : IDisposable
{
    private const int LargestAnswer = 64 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TimeProvider _clock;
    private readonly HttpClient _client;

    public SlackHttp(TimeProvider clock)
    {
        _clock = clock;
        var transport = WebTransport.Create();
        transport.ActivityHeadersPropagator = null;
        _client = new(transport)
        {
            Timeout = Patience,
            MaxResponseContentBufferSize = LargestAnswer,
        };
    }

    public async Task<SlackResponse> PostAsync(
        Uri address, JsonObject payload, string? token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new StringContent(payload.ToJsonString(PlatformJson.Options), Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        try
        {
            using var response = await _client.SendAsync(request, cancellationToken);
            return new(
                (int)response.StatusCode,
                await response.Content.ReadAsStringAsync(cancellationToken),
                RetryAfter.Of(response, _clock.GetUtcNow()));
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException
            || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new(0, string.Empty, null);
        }
    }

    public void Dispose() => _client.Dispose();
}
