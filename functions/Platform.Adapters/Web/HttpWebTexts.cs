using System.Globalization;
using System.Net;
using Platform.Core.Catalog.Placeholders;
using Platform.Core.Primitives;

namespace Platform.Adapters.Web;

/// <summary>
/// Reads texts over HTTP: no redirects, as they would lead around the list of allowed hosts, no cookies, no credentials.
/// </summary>
public sealed class HttpWebTexts(HttpMessageHandler? transport = null) : IWebTexts, IDisposable
{
    private readonly HttpClient _client = new(
        transport ?? new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        Timeout = TimeSpan.FromSeconds(30),
    };

    public async Task<Result<string>> ReadAsync(Uri url, int maxBytes, CancellationToken cancellationToken)
    {
        using var answer = await _client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout || (int)answer.StatusCode >= 500)
        {
            throw new HttpRequestException($"{url.Host} answered {(int)answer.StatusCode}.", null, answer.StatusCode);
        }

        if (answer.StatusCode != HttpStatusCode.OK)
        {
            return new Problem("url-not-readable", string.Create(
                CultureInfo.InvariantCulture, $"{url.Host} answered {(int)answer.StatusCode}."), Expected: "200 with the text");
        }

        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var bytes = await ReadAsync(body, maxBytes + 1, cancellationToken);
        return bytes.Length > maxBytes
            ? new Problem("url-too-large", string.Create(
                CultureInfo.InvariantCulture, $"The text at {url.Host} is larger than {maxBytes} bytes."),
                Expected: string.Create(CultureInfo.InvariantCulture, $"at most {maxBytes} bytes"))
            : Utf8Text.Decode(url.AbsolutePath, bytes);
    }

    public void Dispose() => _client.Dispose();

    private static async Task<byte[]> ReadAsync(Stream body, int most, CancellationToken cancellationToken)
    {
        var buffer = new byte[most];
        var length = await body.ReadAtLeastAsync(buffer, most, throwOnEndOfStream: false, cancellationToken);
        return buffer[..length];
    }
}
