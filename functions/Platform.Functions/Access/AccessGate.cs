using Microsoft.AspNetCore.Http;
using Platform.Core.Access;
using Platform.Core.Primitives;

namespace Platform.Functions.Access;

/// <summary>Decides on one request by its function's rule.</summary>
internal sealed class AccessGate(
    CallerAuthentication authentication,
    BrowserGate browsers,
    WebhookGate webhooks,
    SlackGate slack,
    RemoteActionGate remote,
    SenderGate senders)
{
    public static readonly Caller Anyone = new("anonymous", "anonymous", []);

    private static readonly Problem NoRule = new("access-rule-missing", "Nobody may call this function: it has no access rule.");

    public async Task<AccessDecision> DecideAsync(AccessRuleAttribute? rule, HttpContext http) => rule switch
    {
        AllowAnonymousAccessAttribute => new AccessDecision.Allowed(Anyone),
        OpensSessionAttribute => await browsers.OpenAsync(http),
        RequiresRoleAttribute requires => await DecideAsync(requires.Role, http),
        WebhookSignedAttribute { Sender: WebhookSender.GitHub } => await webhooks.DecideAsync(http),
        WebhookSignedAttribute { Sender: WebhookSender.Slack } => await slack.DecideAsync(http),
        WebhookSignedAttribute { Sender: WebhookSender.RemoteAction } => await remote.DecideAsync(http),
        SenderSignedAttribute => await senders.DecideAsync(http),
        _ => new AccessDecision.Refused(StatusCodes.Status403Forbidden, NoRule),
    };

    private async Task<AccessDecision> DecideAsync(Role required, HttpContext http)
    {
        var headers = http.Request.Headers;
        var caller = await authentication.AuthenticateAsync(
            headers.Authorization, headers[ClientPrincipal.Header], http.Request.Path.Value, http.RequestAborted);
        if (!caller.IsOk && caller.Problems[0] == CallerAuthentication.Missing)
        {
            caller = await browsers.FindAsync(http);
        }

        if (caller.IsOk && OwnPages.FindForgery(http.Request) is { } forged)
        {
            return new AccessDecision.Refused(StatusCodes.Status403Forbidden, forged);
        }

        if (!caller.IsOk)
        {
            var status = caller.Problems[0] == CallerAuthentication.Unverifiable
                ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status401Unauthorized;
            return new AccessDecision.Refused(status, caller.Problems[0]);
        }

        return caller.Value.Has(required)
            ? new AccessDecision.Allowed(caller.Value)
            : new AccessDecision.Refused(StatusCodes.Status403Forbidden, RoleMissing(caller.Value, required));
    }

    private static Problem RoleMissing(Caller caller, Role required)
    {
        var held = string.Join(", ", caller.Roles).ToLowerInvariant();
        var needed = required.ToString().ToLowerInvariant();
        return new(
            "role-missing",
            $"This needs the role '{needed}'; '{caller.Name}' has: {held}.",
            "Authorization",
            held,
            needed);
    }
}
