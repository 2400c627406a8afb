using System.Net.Http.Headers;
using System.Text.Json;

namespace Platform.Adapters.GitHub.Http;

/// <summary>
/// Lets an answer through only when all of it has come, within the time that the call has: Octokit would read a body for ever.
/// One that says "done" must also be what GitHub's API speaks. Whatever broke off, or is a proxy's page, becomes a lost
/// connection here: Octokit's parser has other words for it, or none.
/// </summary>
internal sealed class WholeAnswerHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (CallScope.KnownTag is { } tag && !request.Headers.Contains("If-None-Match"))
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        }

        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            await response.Content.LoadIntoBufferAsync(CallScope.LargestAnswer ?? int.MaxValue, cancellationToken);
            return !response.IsSuccessStatusCode || await IsWholeAsync(response.Content, cancellationToken)
                ? response
                : throw new HttpRequestException(HttpRequestError.ResponseEnded, "The answer is not whole.");
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private static async Task<bool> IsWholeAsync(HttpContent content, CancellationToken cancellationToken) =>
        Kind(content.Headers.ContentType) switch
        {
            "json" => IsJson(await content.ReadAsByteArrayAsync(cancellationToken)),
            "html" => false,
            _ => true,
        };

    private static string? Kind(MediaTypeHeaderValue? type) => type?.MediaType?.Split('/', '+')[^1].ToLowerInvariant();

    private static bool IsJson(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
