using System.Text;
using System.Text.Json.Nodes;
using Platform.Core.Access;

namespace Platform.TestKit.Hosting;

/// <summary>Delivers webhooks as GitHub does.</summary>
public static class WebhookDriver
{
    public static Task<HttpResponseMessage> DeliverAsync(
        this PlatformHost host, string eventName, JsonObject payload, string? deliveryId = null)
    {
        var body = Encoding.UTF8.GetBytes(payload.ToJsonString());
        return host.DeliverAsync(eventName, body, WebhookSignature.Of(host.WebhookSecret, body), deliveryId);
    }

    public static async Task<HttpResponseMessage> DeliverAsync(
        this PlatformHost host, string eventName, byte[] body, string? signature, string? deliveryId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "github/webhooks") { Content = new ByteArrayContent(body) };
        request.Headers.Add("X-GitHub-Delivery", deliveryId ?? Guid.NewGuid().ToString());
        request.Headers.Add("X-GitHub-Event", eventName);
        if (signature is not null)
        {
            request.Headers.Add("X-Hub-Signature-256", signature);
        }

        return await host.Anonymous.SendAsync(request);
    }
}
