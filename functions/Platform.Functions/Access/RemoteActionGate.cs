using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Platform.Core.Access;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions.Remote;
using Platform.Functions.Hosting;

namespace Platform.Functions.Access;

/// <summary>
/// Verifies that a report about a remote action comes from the service that was called: the token in the address is ours, for an
/// action that is registered, and its secret has signed the body's raw bytes within five minutes. A report may be repeated, so a
/// signature that was here before is no reason to refuse it.
/// </summary>
internal sealed class RemoteActionGate(RemoteActions actions, IRemoteActionSettings settings, TimeProvider clock)
{
    /// <summary>The outputs that a report may hold, and what is around them.</summary>
    public const int LargestBody = 128 * 1024;

    private static readonly Problem Invalid = new(
        "webhook-signature-invalid",
        "The signature does not belong to this address, this timestamp, this body and the action's secret.",
        RemoteActionTransport.SignatureHeader,
        Expected: "v1= and the HMAC-SHA256 of v1:timestamp:body in hex");

    private static readonly Problem TooOld = new(
        SlackGate.Stale,
        "The report was signed too long ago, or in the future.",
        RemoteActionTransport.TimestampHeader,
        Expected: $"a time within {TimedSignature.Window.TotalMinutes} minutes of now");

    public async Task<AccessDecision> DecideAsync(HttpContext http)
    {
        var text = http.GetRouteValue("token") as string ?? string.Empty;
        if (CallbackToken.Read(text) is not { } token
            || await actions.FindAsync(token.Action, token.Version, http.RequestAborted) is not { } action
            || settings.SecretOf(action.SigningSecret) is not { } secret
            || !CallbackToken.IsSignedBy(secret, text))
        {
            return new AccessDecision.Refused(StatusCodes.Status401Unauthorized, Invalid);
        }

        var read = await RequestBody.ReadBytesAsync(http.Request, LargestBody, http.RequestAborted);
        if (!read.IsOk)
        {
            return new AccessDecision.Refused(StatusCodes.Status413PayloadTooLarge, read.Problems[0]);
        }

        var signature = http.Request.Headers[RemoteActionTransport.SignatureHeader].ToString();
        if (!TimedSignature.TryReadTimestamp(http.Request.Headers[RemoteActionTransport.TimestampHeader], out var timestamp)
            || !TimedSignature.IsValid(
                RemoteActionTransport.SignatureVersion, [secret], timestamp, read.Value.Span, signature))
        {
            return new AccessDecision.Refused(StatusCodes.Status401Unauthorized, Invalid);
        }

        if (!TimedSignature.IsFresh(timestamp, clock.GetUtcNow()))
        {
            return new AccessDecision.Refused(StatusCodes.Status401Unauthorized, TooOld);
        }

        http.Request.Body = new MemoryStream(read.Value.ToArray(), writable: false);
        return new AccessDecision.Allowed(new Caller($"remote-action:{action.Id}", action.Id, []));
    }
}
