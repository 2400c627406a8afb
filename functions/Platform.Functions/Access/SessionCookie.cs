using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Platform.Core.Access;

namespace Platform.Functions.Access;

/// <summary>How a browser keeps a session: out of the reach of scripts, and never sent from another site's pages.</summary>
internal sealed class SessionCookie(IHostEnvironment environment)
{
    public SessionToken? Read(HttpRequest request) =>
        SessionToken.TryParse(request.Cookies[Name(request)], SessionKind.Browser, out var token) ? token : null;

    public void Write(HttpContext http, SessionToken token, DateTimeOffset expires) =>
        http.Response.Cookies.Append(Name(http.Request), token.Reveal(), Options(expires));

    public void Remove(HttpContext http) => http.Response.Cookies.Delete(Name(http.Request), Options(null));

    // Without TLS a browser takes no Secure cookie of every address; and one machine may run several platforms, on ports that
    // cookies don't tell apart.
    private string Name(HttpRequest request) => environment.IsDevelopment()
        ? string.Create(CultureInfo.InvariantCulture, $"platform-session-{request.Host.Port ?? 80}")
        : "__Host-platform-session";

    private CookieOptions Options(DateTimeOffset? expires) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = !environment.IsDevelopment(),
        Path = "/",
        Expires = expires,
        IsEssential = true,
    };
}
