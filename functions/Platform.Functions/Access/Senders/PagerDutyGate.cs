using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Platform.Core.Access;
using Platform.Core.Metrics.Senders.PagerDuty;
using Platform.Core.Primitives;
using Platform.Functions.Metrics.Senders;

namespace Platform.Functions.Access.Senders;

/// <summary>Verifies PagerDuty's signature over the raw body; each of its subscriptions has a secret of its own.</summary>
internal sealed class PagerDutyGate(IOptions<SenderOptions> options) : ISenderGate
{
    private const string DeliveryHeader = "X-Webhook-Id";

    private static readonly Problem NotConfigured = new(
        "webhook-secret-missing",
        $"PagerDuty's webhooks are refused because the setting {nameof(SenderOptions.PagerDutyWebhookSecrets)} is empty.",
        Expected: $"a value of {nameof(SenderOptions.PagerDutyWebhookSecrets)}");

    private static readonly Problem Invalid = new(
        "webhook-signature-invalid",
        "None of the signatures belongs to this body and one of our secrets.",
        PagerDutySignature.Header,
        Expected: "v1= and the HMAC-SHA256 of the raw body in hex");

    public string Sender => PagerDutyTranslator.Name;

    /// <summary>PagerDuty drops what is larger than half of it.</summary>
    public int LargestBody => 512 * 1024;

    public Task<SenderRefusal?> CheckAsync(HttpRequest request, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var secrets = options.Value.PagerDutySecrets;
        return Task.FromResult(
            secrets.Count == 0 ? new SenderRefusal(StatusCodes.Status403Forbidden, NotConfigured)
            : PagerDutySignature.IsValid(secrets, body.Span, request.Headers[PagerDutySignature.Header]) ? null
            : new SenderRefusal(StatusCodes.Status401Unauthorized, Invalid));
    }

    public SenderHeaders Read(IHeaderDictionary headers) => new(
        headers[DeliveryHeader].ToString() is { Length: > 0 and <= 200 } id ? id : null, string.Empty);
}
