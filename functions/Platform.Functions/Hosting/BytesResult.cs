using System.IO.Hashing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Platform.Functions.Hosting;

/// <summary>
/// An answer whose bytes are ready. Its entity tag is a hash of them, so a caller that has the same bytes gets 304 without them.
/// </summary>
internal sealed class BytesResult(PooledBytes bytes, string contentType) : IActionResult
{
    public async Task ExecuteResultAsync(ActionContext context)
    {
        using (bytes)
        {
            var (request, response) = (context.HttpContext.Request, context.HttpContext.Response);
            var tag = string.Create(34, XxHash128.HashToUInt128(bytes.Span), static (text, hash) =>
            {
                text[0] = text[^1] = '"';
                hash.TryFormat(text[1..^1], out _, "x32");
            });
            response.Headers.ETag = tag;
            if (HttpMethods.IsGet(request.Method) && Knows(request.Headers.IfNoneMatch, tag))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }

            response.StatusCode = StatusCodes.Status200OK;
            response.ContentType = contentType;
            response.ContentLength = bytes.Length;
            await response.Body.WriteAsync(bytes.Memory, context.HttpContext.RequestAborted);
        }
    }

    private static bool Knows(IEnumerable<string?> known, string tag)
    {
        foreach (var header in known)
        {
            if (header == tag || header == "*"
                || (EntityTagHeaderValue.TryParseList([header ?? string.Empty], out var tags)
                    && tags.Any(each => each.Tag == tag)))
            {
                return true;
            }
        }

        return false;
    }
}
