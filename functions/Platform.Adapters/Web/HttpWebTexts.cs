using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Platform.Core.Catalog.Placeholders;
using Platform.Core.Primitives;
using Platform.Core.SourceControl;

namespace Platform.Adapters.Web;

/// <summary>
/// Reads texts over HTTP: no redirects, as they would lead around the list of allowed hosts, no cookies, no credentials.
/// </summary>
public sealed class HttpWebTexts(HttpMessageHandler? transport = null) : IWebTexts, IDisposable
{
    private readonly HttpClient _client = new(transport ?? WebTransport.Create())
    {
        Timeout = TimeSpan.FromSeconds(30),
    };

    public async Task<Result<WebText>> ReadAsync(
        Uri url, string? knownTag, int maxBytes, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (knownTag is not null && EntityTagHeaderValue.TryParse(knownTag, out var tag))
        {
            request.Headers.IfNoneMatch.Add(tag);
        }

        using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout || (int)answer.StatusCode >= 500)
        {
            throw new HttpRequestException($"{url.Host} answered {(int)answer.StatusCode}.", null, answer.StatusCode);
        }

        if (answer.StatusCode == HttpStatusCode.NotModified && request.Headers.IfNoneMatch.Count > 0)
        {
            return new WebText(string.Empty, knownTag, NotModified: true);
        }

        if (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone)
        {
            return new Problem(ReadingProblems.FileNotFound, string.Create(
                CultureInfo.InvariantCulture, $"{url.Host} answered {(int)answer.StatusCode}."), Expected: "200 with the text");
        }

        if (answer.StatusCode != HttpStatusCode.OK)
        {
            return new Problem("url-not-readable", string.Create(
                CultureInfo.InvariantCulture, $"{url.Host} answered {(int)answer.StatusCode}."), Expected: "200 with the text");
        }

        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var bytes = await ReadAsync(body, maxBytes + 1, cancellationToken);
        if (bytes.Length > maxBytes)
        {
            return new Problem("url-too-large", string.Create(
                CultureInfo.InvariantCulture, $"The text at {url.Host} is larger than {maxBytes} bytes."),
                Expected: string.Create(CultureInfo.InvariantCulture, $"at most {maxBytes} bytes"));
        }

        var text = Utf8Text.Decode(url.AbsolutePath, bytes);
        return text.IsOk
            ? new WebText(text.Value, answer.Headers.ETag?.ToString())
            : Result<WebText>.Failed(text.Problems);
    }

    public void Dispose() => _client.Dispose();

    private static async Task<byte[]> ReadAsync(Stream body, int most, CancellationToken cancellationToken)
    {
        var buffer = new byte[most];
        var length = await body.ReadAtLeastAsync(buffer, most, throwOnEndOfStream: false, cancellationToken);
        return buffer[..length];
    }
}
