using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions.Http;
using Platform.Core.SourceControl;

namespace Platform.Adapters.Web.Outside;

/// <summary>
/// The one way to hosts that people name. It takes no part in tracing, because addresses may hold secrets, and asks no proxy,
/// because a proxy would resolve names anew.
/// </summary>
internal sealed class OutsideHttp : IOutsideHttp, IDisposable
{
    private const int MostRedirects = 5;

    private readonly OutsideRules _rules;
    private readonly OutsideWrites _writes;
    private readonly TimeProvider _clock;
    private readonly Dictionary<OutsideAudience, HttpClient> _clients;

    /// <param name="resolve">The system's resolver when left out.</param>
    public OutsideHttp(
        OutsideRules rules,
        OutsideWrites writes,
        TimeProvider clock,
        Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
    {
        (_rules, _writes, _clock) = (rules, writes, clock);
        // A connection that was checked for one audience is never used for another.
        _clients = Enum.GetValues<OutsideAudience>().ToDictionary(
            audience => audience, audience => ClientFor(audience, resolve ?? Dns.GetHostAddressesAsync));
    }

    public Problem? WhyRefused(OutsideAudience audience, string method, Uri url) =>
        _rules.WhyRefused(audience, method, url, _writes);

    public async Task<OutsideAnswer> SendAsync(OutsideRequest request, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(request.Timeout);
        var (url, headers) = (request.Url, request.Headers);
        try
        {
            for (var redirects = 0; ; redirects++)
            {
                if (WhyRefused(request.Audience, request.Method, url) is { } refused)
                {
                    return new OutsideAnswer.Refused(refused);
                }

                using var message = Message(request, url, headers);
                using var response = await _clients[request.Audience].SendAsync(
                    message, HttpCompletionOption.ResponseHeadersRead, patience.Token);
                if (TargetOf(response, request.Method, url) is not { } target || redirects == MostRedirects)
                {
                    return await ReadAsync(response, request, patience.Token);
                }

                // What was meant for one host is not for another.
                headers = target.Authority == url.Authority ? headers : [];
                url = target;
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return patience.IsCancellationRequested
                ? new OutsideAnswer.Lost("it did not answer in time")
                : new OutsideAnswer.NotSent("no connection could be made in time");
        }
        catch (HttpRequestException failure)
        {
            return Judge(failure, url);
        }
        catch (IOException)
        {
            return new OutsideAnswer.Lost("the connection broke");
        }
    }

    public void Dispose()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }
    }

    private HttpClient ClientFor(OutsideAudience audience, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
    {
        var guard = new GuardedConnections(resolve, (host, kind) => _rules.MayBe(audience, host, kind));
        var transport = WebTransport.Create();
        transport.UseProxy = false;
        transport.ActivityHeadersPropagator = null;
        transport.ConnectCallback = (context, cancellationToken) => guard.ConnectAsync(context.DnsEndPoint, cancellationToken);
        return new HttpClient(transport) { Timeout = Timeout.InfiniteTimeSpan };
    }

    private static HttpRequestMessage Message(
        OutsideRequest request, Uri url, IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        var message = new HttpRequestMessage(new HttpMethod(request.Method), url);
        if (request.Body is { } body)
        {
            message.Content = new ReadOnlyMemoryContent(body);
        }

        foreach (var (name, value) in headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }

        if (message.Headers.UserAgent.Count == 0)
        {
            message.Headers.UserAgent.Add(new ProductInfoHeaderValue("Platform.Functions", null));
        }

        return message;
    }

    private static Uri? TargetOf(HttpResponseMessage response, string method, Uri url) =>
        OutsideRules.IsQuestion(method) && (int)response.StatusCode is 301 or 302 or 303 or 307 or 308
            && response.Headers.Location is { } location
            ? new Uri(url, location)
            : null;

    private async Task<OutsideAnswer> ReadAsync(
        HttpResponseMessage response, OutsideRequest request, CancellationToken cancellationToken)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[request.Largest + 1];
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return length > request.Largest
            ? new OutsideAnswer.Refused(new(
                "http-answer-too-large",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{request.Url.Authority} answered {(int)response.StatusCode} with more than {request.Largest} bytes."),
                Expected: string.Create(CultureInfo.InvariantCulture, $"at most {request.Largest} bytes")))
            : new OutsideAnswer.Answered(
                (int)response.StatusCode,
                response.Headers.Concat(response.Content.Headers).ToDictionary(
                    header => header.Key.ToLowerInvariant(), header => string.Join(", ", header.Value), StringComparer.Ordinal),
                buffer.AsMemory(0, length),
                RetryAfter.Of(response, _clock.GetUtcNow()));
    }

    private static OutsideAnswer Judge(HttpRequestException failure, Uri url) => failure switch
    {
        { InnerException: AddressRefusedException } => new OutsideAnswer.Refused(new(
            OutsideRules.NotAllowed, $"The host '{url.Host}' stands for an address that may not be called.", "url", url.Host,
            "a host on the public Internet, or one of the setting HttpRequestPrivateHosts")),
        { HttpRequestError: HttpRequestError.NameResolutionError } => new OutsideAnswer.NotSent("its name is not known"),
        { HttpRequestError: HttpRequestError.SecureConnectionError } =>
            new OutsideAnswer.NotSent("its certificate is not trusted"),
        { HttpRequestError: HttpRequestError.ConnectionError } => new OutsideAnswer.NotSent("no connection could be made"),
        { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound } } =>
            new OutsideAnswer.NotSent("its name is not known"),
        _ => new OutsideAnswer.Lost("the connection broke"),
    };
}
