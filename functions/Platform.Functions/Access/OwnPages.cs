using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Platform.Core.Primitives;

namespace Platform.Functions.Access;

/// <summary>
/// Tells calls that a page of ours makes from those that another site makes a person's browser do. Browsers add cookies, and App
/// Service's authentication, to both. A header of our own name takes a question to us first, which no other site's script gets an
/// answer to; and what browsers say about where a call comes from, no script can change.
/// </summary>
internal static class OwnPages
{
    public const string Header = "Platform-Portal";

    private const string FetchSite = "Sec-Fetch-Site";

    private static readonly Problem Forged = new(
        "request-not-from-portal",
        "A browser may change something here from the platform's own pages only.",
        Header,
        Expected: $"the header {Header} from a page of the same origin; or an API key in Authorization");

    /// <summary>Null for what changes nothing, shows credentials of its own, or comes from a page of ours.</summary>
    public static Problem? FindForgery(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || !string.IsNullOrWhiteSpace(request.Headers.Authorization))
        {
            return null;
        }

        // Without a cookie and without a browser's own headers it is a program that App Service has authenticated.
        var isBrowser = request.Headers.ContainsKey(HeaderNames.Cookie)
            || request.Headers.ContainsKey(HeaderNames.Origin)
            || request.Headers.ContainsKey(FetchSite);
        var isOurs = request.Headers.ContainsKey(Header)
            && request.Headers[FetchSite].ToString() is "" or "same-origin";
        return isBrowser && !isOurs ? Forged : null;
    }
}
