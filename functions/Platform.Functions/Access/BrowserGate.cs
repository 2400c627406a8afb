using Microsoft.AspNetCore.Http;
using Platform.Core.Access;
using Platform.Core.Primitives;

namespace Platform.Functions.Access;

/// <summary>Lets browsers in by the session in their cookie, and keys and links open one.</summary>
internal sealed class BrowserGate(CallerAuthentication authentication, BrowserSessions sessions, SessionCookie cookie)
{
    private static readonly object Key = new();

    private static readonly Problem Over = new(
        "session-over",
        "The session is over: it has expired, was signed out, or its key was revoked.",
        "Cookie",
        Expected: "a new sign-in");

    private static readonly Problem LinkUsed = new(
        "link-used",
        "The link has been used already or is too old.",
        "Authorization",
        Expected: "a new link, or an API key");

    /// <summary>The session that the request was let in by; null when it was let in by something else.</summary>
    public static BrowserSession? SessionOf(HttpContext http) => http.Items[Key] as BrowserSession;

    public async Task<Result<Caller>> FindAsync(HttpContext http)
    {
        if (cookie.Read(http.Request) is not { } token)
        {
            return CallerAuthentication.Missing;
        }

        if (await sessions.FindAsync(token, http.RequestAborted) is not { } session)
        {
            return Over;
        }

        http.Items[Key] = session;
        return session.Caller;
    }

    /// <summary>Of a key the session is not stored yet: it only says what the new one is to stand for.</summary>
    public async Task<AccessDecision> OpenAsync(HttpContext http)
    {
        var bearer = CallerAuthentication.BearerIn(http.Request.Headers.Authorization);
        if (SessionToken.TryParse(bearer, SessionKind.Link, out var link))
        {
            return await sessions.RedeemAsync(link, http.RequestAborted) is { } found
                ? Allow(http, found)
                : new AccessDecision.Refused(StatusCodes.Status401Unauthorized, LinkUsed);
        }

        if (!ApiKey.TryParse(bearer, out var key))
        {
            return new AccessDecision.Refused(
                StatusCodes.Status401Unauthorized, bearer is null ? CallerAuthentication.Missing : CallerAuthentication.Invalid);
        }

        var caller = await authentication.AuthenticateAsync(
            http.Request.Headers.Authorization, principal: null, http.Request.Path.Value, http.RequestAborted);
        return caller.IsOk
            ? Allow(http, new(caller.Value, key.Id, default))
            : new AccessDecision.Refused(StatusCodes.Status401Unauthorized, caller.Problems[0]);
    }

    private static AccessDecision.Allowed Allow(HttpContext http, BrowserSession session)
    {
        http.Items[Key] = session;
        return new(session.Caller);
    }
}
