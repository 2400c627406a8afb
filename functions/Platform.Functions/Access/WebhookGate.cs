using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Platform.Adapters.GitHub;
using Platform.Core.Access;
using Platform.Core.Primitives;
using Platform.Functions.Hosting;

namespace Platform.Functions.Access;

/// <summary>
/// Verifies GitHub's signature over the bytes as they came, before anything parses them, and hands the same bytes on. Without a
/// configured secret every delivery is refused.
/// </summary>
internal sealed class WebhookGate(IOptions<GitHubOptions> options)
{
    /// <summary>
    /// What GitHub sends at most; the limit bounds what a forger makes us buffer. Larger bodies than are parsed at once are put
    /// away as they came, for the queue.
    /// </summary>
    public const int LargestBody = 25 * 1024 * 1024;

    private const string SecretSetting = nameof(GitHubOptions.GitHubWebhookSecret);

    private const string SignatureHeader = "X-Hub-Signature-256";

    private static readonly Caller GitHub = new("webhook:github", "GitHub", []);

    private static readonly Problem NotConfigured = new(
        "webhook-secret-missing",
        $"Webhooks are refused because the setting {SecretSetting} is empty.",
        Expected: $"a value of {SecretSetting}");

    private static readonly Problem Invalid = new(
        "webhook-signature-invalid",
        "The signature does not belong to this body and our secret.",
        SignatureHeader,
        Expected: "sha256= and the HMAC-SHA256 of the raw body in hex");

    public async Task<AccessDecision> DecideAsync(HttpContext http)
    {
        var secret = options.Value.GitHubWebhookSecret;
        if (string.IsNullOrEmpty(secret))
        {
            return new AccessDecision.Refused(StatusCodes.Status403Forbidden, NotConfigured);
        }

        var read = await RequestBody.ReadBytesAsync(http.Request, LargestBody, http.RequestAborted);
        if (!read.IsOk)
        {
            return new AccessDecision.Refused(StatusCodes.Status413PayloadTooLarge, read.Problems[0]);
        }

        var body = read.Value.ToArray();
        if (!WebhookSignature.IsValid(secret, body, http.Request.Headers[SignatureHeader]))
        {
            return new AccessDecision.Refused(StatusCodes.Status401Unauthorized, Invalid);
        }

        http.Request.Body = new MemoryStream(body, writable: false);
        return new AccessDecision.Allowed(GitHub);
    }
}
