using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Platform.Core.Access;
using Platform.Functions.Access;
using Platform.Functions.Hosting;

namespace Platform.Functions.Portal;

/// <summary>What a page needs to know about who looks at it.</summary>
/// <param name="ExpiresAt">Of the session; null where the platform's own authentication let the caller in.</param>
public sealed record PortalSessionView(string Id, string Name, IReadOnlyList<Role> Roles, DateTimeOffset? ExpiresAt);

/// <param name="Code">Good once; belongs behind <c>#code=</c> in a page's address, which browsers send to nobody.</param>
public sealed record PortalLinkView(string Code, DateTimeOffset ExpiresAt);

/// <summary>Opens and closes browsers' sessions.</summary>
public sealed class PortalSessions
{
    private readonly BrowserSessions _sessions;
    private readonly SessionCookie _cookie;

    internal PortalSessions(BrowserSessions sessions, SessionCookie cookie)
    {
        _sessions = sessions;
        _cookie = cookie;
    }

    public static IActionResult Show(HttpContext http) => Show(http, BrowserGate.SessionOf(http)?.ExpiresAt);

    public async Task<IActionResult> OpenAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var (token, expires) = await _sessions.OpenAsync(KeyOf(http), SessionKind.Browser, cancellationToken);
        _cookie.Write(http, token, expires);
        return Show(http, expires);
    }

    public async Task<IActionResult> CreateLinkAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var (token, expires) = await _sessions.OpenAsync(KeyOf(http), SessionKind.Link, cancellationToken);
        Untold(http);
        return JsonResults.Json(new PortalLinkView(token.Reveal(), expires), StatusCodes.Status201Created);
    }

    public async Task<IActionResult> CloseAsync(HttpContext http, CancellationToken cancellationToken)
    {
        if (_cookie.Read(http.Request) is { } token)
        {
            await _sessions.CloseAsync(token, cancellationToken);
        }

        _cookie.Remove(http);
        return new NoContentResult();
    }

    private static IActionResult Show(HttpContext http, DateTimeOffset? expires)
    {
        var caller = http.GetCaller();
        Untold(http);
        return JsonResults.Json(new PortalSessionView(caller.Id, caller.Name, caller.Roles, expires));
    }

    private static string KeyOf(HttpContext http) =>
        BrowserGate.SessionOf(http)?.KeyId ?? throw new InvalidOperationException("The route is not guarded as one that opens.");

    private static void Untold(HttpContext http) => http.Response.Headers.CacheControl = "no-store";
}
