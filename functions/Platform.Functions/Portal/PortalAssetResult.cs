using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Platform.Functions.Portal;

/// <summary>A file whose name is a hash of what is in it: whoever has it need never ask again.</summary>
internal sealed class PortalAssetResult(PortalAsset asset) : IActionResult
{
    public async Task ExecuteResultAsync(ActionContext context)
    {
        var (request, response) = (context.HttpContext.Request, context.HttpContext.Response);
        var (encoding, bytes) = Choose(request);
        response.ContentType = asset.ContentType;
        response.ContentLength = bytes.Length;
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (encoding is not null)
        {
            response.Headers.ContentEncoding = encoding;
        }

        await response.Body.WriteAsync(bytes, context.HttpContext.RequestAborted);
    }

    private (string? Encoding, byte[] Bytes) Choose(HttpRequest request) =>
        Accepts(request, "br") ? ("br", asset.Brotli)
        : Accepts(request, "gzip") ? ("gzip", asset.Gzip)
        : (null, asset.Bytes);

    private static bool Accepts(HttpRequest request, string encoding) =>
        StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptEncoding, out var accepted)
        && accepted.Any(each => each.Quality != 0 && each.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase));
}
