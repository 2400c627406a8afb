using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Azure.Storage.Queues;
using Platform.Conformance.Queues;
using Platform.Conformance.Target;

namespace Platform.Conformance.Metrics;

[Covers(
    "MetricsAlertsList", "MetricsAlertsGet", "MetricsAlertsAcknowledge", "MetricsAlertsMute", "MetricsAlertsUnmute",
    "MetricsAlertsLook", "AlertWebhooks", "AlertWebhooksPoison")]
public sealed class AlertTests(PlatformUnderTest platform)
{
    private const string Queue = "alert-webhooks";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Alerts_are_listed_by_their_state()
    {
        using var open = await platform.Client.GetAsync("metrics/alerts?state=all", Cancel);
        Assert.NotNull((await open.JsonAsync())["items"]);

        using var wrong = await platform.Client.GetAsync("metrics/alerts?state=angry", Cancel);
        await wrong.ProblemAsync(HttpStatusCode.BadRequest, "field-format");
    }

    [Fact]
    public async Task An_alert_that_is_none_is_not_found_by_any_of_its_routes()
    {
        var reason = new JsonObject
        {
            ["reason"] = "we know",
            ["until"] = $"{TimeProvider.System.GetUtcNow().AddDays(1):yyyy-MM-ddTHH:mm:ssZ}",
        };
        using var found = await platform.Client.GetAsync("metrics/alerts/none", Cancel);
        using var acknowledged = await platform.Client.PostAsJsonAsync("metrics/alerts/none/acknowledge", reason, Cancel);
        using var muted = await platform.Client.PostAsJsonAsync("metrics/alerts/none/mute", reason, Cancel);
        using var unmuted = await platform.Client.DeleteAsync("metrics/alerts/none/mute", Cancel);

        foreach (var answer in new[] { found, acknowledged, muted, unmuted })
        {
            await answer.ProblemAsync(HttpStatusCode.NotFound, "alert-not-found");
        }
    }

    [Fact]
    public async Task A_message_that_is_no_announcement_is_listed_with_the_reason()
    {
        var name = $"a{Guid.NewGuid():N}";
        await platform.SendAsync(Queue, $$"""{"wrong":"{{name}}"}""", QueueMessageEncoding.Base64);

        var listed = await Eventually.FindAsync(
            async () =>
            {
                using var answer = await platform.Client.GetAsync($"queues/{Queue}/poison", Cancel);
                return (await answer.JsonAsync())["items"]!.AsArray().FirstOrDefault(
                    item => ((string)item!["body"]!).Contains(name, StringComparison.Ordinal));
            },
            "the message is listed");

        Assert.NotNull(listed["reasons"]![0]!["code"]);
    }
}
