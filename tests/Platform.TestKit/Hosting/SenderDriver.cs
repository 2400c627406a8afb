using System.Text;
using System.Text.Json.Nodes;
using Platform.Core.Access;

namespace Platform.TestKit.Hosting;

/// <summary>Delivers what tools send, as they send it.</summary>
public static class SenderDriver
{
    public const string PagerDutySecret = "pagerduty-signs-with-this";

    /// <param name="address">What follows <c>events/</c>, for example <c>alertmanager?component=orders</c>.</param>
    /// <param name="authorization">The header; null: none.</param>
    public static async Task<HttpResponseMessage> SendFromAsync(
        this PlatformHost host, string address, byte[] body, string? authorization, string? signature = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"events/{address}") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        if (signature is not null)
        {
            request.Headers.Add(PagerDutySignature.Header, signature);
            request.Headers.Add("X-Webhook-Id", Guid.NewGuid().ToString());
        }

        return await host.Anonymous.SendAsync(request);
    }

    /// <summary>By a sender that shows the test's own key.</summary>
    public static Task<HttpResponseMessage> SendFromAsync(this PlatformHost host, string address, JsonObject payload) =>
        host.SendFromAsync(address, Bytes(payload), host.Client.DefaultRequestHeaders.Authorization!.ToString());

    public static Task<HttpResponseMessage> SendFromPagerDutyAsync(this PlatformHost host, string query, JsonObject payload)
    {
        var body = Bytes(payload);
        var signature = $"v1={new string('0', 64)},{PagerDutySignature.Of(PagerDutySecret, body)}";
        return host.SendFromAsync($"pagerduty{query}", body, null, signature);
    }

    public static byte[] Bytes(JsonObject payload) => Encoding.UTF8.GetBytes(payload.ToJsonString());
}
