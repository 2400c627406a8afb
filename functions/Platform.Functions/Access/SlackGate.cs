using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Platform.Adapters.Slack;
using Platform.Core.Access;
using Platform.Core.Primitives;
using Platform.Functions.Hosting;

namespace Platform.Functions.Access;

/// <summary>
/// Verifies Slack's signature over the bytes as they came, before anything parses them, and hands the same bytes on. A
/// signature is good for five minutes, and once. Without a configured secret every request is refused.
/// </summary>
internal sealed class SlackGate(IOptions<SlackOptions> options, IReplayGuard replays, TimeProvider clock)
{
    /// <summary>Slack's forms are some kilobytes.</summary>
    public const int LargestBody = 256 * 1024;

    public const string Stale = "webhook-signature-stale";
    public const string Replayed = "webhook-replayed";

    private const string SecretSetting = nameof(SlackOptions.SlackSigningSecret);

    private static readonly Caller Slack = new("webhook:slack", "Slack", []);

    private static readonly Problem NotConfigured = new(
        "webhook-secret-missing",
        $"Slack's requests are refused because the setting {SecretSetting} is empty.",
        Expected: $"a value of {SecretSetting}");

    private static readonly Problem Invalid = new(
        "webhook-signature-invalid",
        "The signature does not belong to this timestamp, this body and our secret.",
        SlackSignature.Header,
        Expected: "v0= and the HMAC-SHA256 of v0:timestamp:body in hex");

    private static readonly Problem TooOld = new(
        Stale,
        "The request was signed too long ago, or in the future.",
        SlackSignature.TimestampHeader,
        Expected: $"a time within {TimedSignature.Window.TotalMinutes} minutes of now");

    private static readonly Problem Repeated = new(
        Replayed,
        "This very request was here before.",
        SlackSignature.Header,
        Expected: "a signature of its own for each request");

    public async Task<AccessDecision> DecideAsync(HttpContext http)
    {
        var secrets = options.Value.SigningSecrets;
        if (secrets.Count == 0)
        {
            return new AccessDecision.Refused(StatusCodes.Status403Forbidden, NotConfigured);
        }

        var read = await RequestBody.ReadBytesAsync(http.Request, LargestBody, http.RequestAborted);
        if (!read.IsOk)
        {
            return new AccessDecision.Refused(StatusCodes.Status413PayloadTooLarge, read.Problems[0]);
        }

        var problem = await FindProblemAsync(http.Request, secrets, read.Value, http.RequestAborted);
        if (problem is not null)
        {
            return new AccessDecision.Refused(StatusCodes.Status401Unauthorized, problem);
        }

        http.Request.Body = new MemoryStream(read.Value.ToArray(), writable: false);
        return new AccessDecision.Allowed(Slack);
    }

    private async Task<Problem?> FindProblemAsync(
        HttpRequest request, IReadOnlyList<string> secrets, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var signature = request.Headers[SlackSignature.Header].ToString();
        if (!TimedSignature.TryReadTimestamp(request.Headers[SlackSignature.TimestampHeader], out var timestamp)
            || !SlackSignature.IsValid(secrets, timestamp, body.Span, signature))
        {
            return Invalid;
        }

        var now = clock.GetUtcNow();
        return !TimedSignature.IsFresh(timestamp, now) ? TooOld
            : await replays.IsFirstAsync(Slack.Id, signature, now, cancellationToken) ? null
            : Repeated;
    }
}
