using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Platform.Core.Access;

namespace Platform.Functions.Portal;

/// <summary>
/// Shows a page under a policy that lets it load and ask its own origin only, and lets nobody put it into a frame. Scripts and
/// styles are files of the bundle; the nonce is for the few rules that the component library adds while a person uses it.
/// </summary>
public sealed class PortalPages(PortalAssets assets, ClientPrincipal platform)
{
    private readonly ConcurrentDictionary<string, string> _pages = new(StringComparer.Ordinal);

    public IActionResult Show(string page, HttpResponse response)
    {
        var nonce = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var headers = response.Headers;
        headers.CacheControl = "no-cache";
        headers.ContentSecurityPolicy = PolicyWith(nonce);
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()";
        return new ContentResult
        {
            ContentType = "text/html; charset=utf-8",
            Content = _pages.GetOrAdd(page, Read).Replace("{{nonce}}", nonce, StringComparison.Ordinal),
        };
    }

    private static string PolicyWith(string nonce) => string.Join("; ",
    [
        "default-src 'none'",
        "script-src 'self'",
        $"style-src 'self' 'nonce-{nonce}'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    ]);

    private string Read(string page) => assets.ReadPage(page)
        .Replace("{{sign-in}}", platform.IsAuthenticating ? "platform" : "key", StringComparison.Ordinal);
}
