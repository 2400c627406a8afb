using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Azure.Storage.Queues;
using Platform.Conformance.Queues;
using Platform.Conformance.Target;

namespace Platform.Conformance.Metrics;

/// <summary>What tools send in their own forms, and what their past tells.</summary>
[Covers(
    "EventsFromSender", "DeliveryWebhooks", "DeliveryWebhooksPoison", "MetricsDeliveriesList", "MetricsBackfillStart",
    "MetricsBackfillGet", "MetricsBackfill_v1")]
public sealed class SenderTests(PlatformUnderTest platform)
{
    private const string Queue = "delivery-webhooks";

    private readonly string _name = $"s{Guid.NewGuid():N}"[..12];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_deployment_in_a_senders_own_form_is_in_the_figures()
    {
        using var sent = await platform.Client.PostAsJsonAsync(
            $"events/devlake?component={_name}",
            JsonNode.Parse($$"""
                {
                  "id": "run-{{_name}}", "startedDate": "2030-01-02T09:50:00Z", "finishedDate": "2030-01-02T09:55:00Z",
                  "environment": "PRODUCTION", "result": "SUCCESS",
                  "deploymentCommits": [
                    {
                      "repoUrl": "https://github.com/acme/{{_name}}", "commitSha": "aaaaaaa1", "refName": "main",
                      "startedDate": "2030-01-02T09:50:00Z", "finishedDate": "2030-01-02T09:55:00Z"
                    }
                  ]
                }
                """),
            Cancel);
        Assert.Equal(HttpStatusCode.Accepted, sent.StatusCode);

        await Eventually.FindAsync(
            async () =>
            {
                using var answer = await platform.Client.GetAsync(
                    $"metrics/dora?scope=component:{_name}&from=2030-01-01&to=2030-01-31", Cancel);
                var figures = (await answer.JsonAsync())["figures"]!;
                return (int?)figures["deploymentFrequency"]!["raw"]!["count"] == 1 ? figures : null;
            },
            $"{_name} has a deployment");
    }

    [Fact]
    public async Task A_sender_that_nobody_knows_is_refused()
    {
        using var sent = await platform.Client.PostAsJsonAsync("events/nobody", new JsonObject(), Cancel);

        Assert.Equal(HttpStatusCode.Unauthorized, sent.StatusCode);
    }

    [Fact]
    public async Task Deliveries_are_listed_and_a_wrong_question_is_told()
    {
        using var listed = await platform.Client.GetAsync("metrics/deliveries", Cancel);
        Assert.NotNull((await listed.JsonAsync())["items"]);

        using var wrong = await platform.Client.GetAsync("metrics/deliveries?day=yesterday", Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    [Fact]
    public async Task An_envelope_that_is_none_is_listed_with_the_reason()
    {
        await platform.SendAsync(Queue, $$"""{"wrong":"{{_name}}"}""", QueueMessageEncoding.Base64);

        var listed = await Eventually.FindAsync(
            async () =>
            {
                using var answer = await platform.Client.GetAsync($"queues/{Queue}/poison", Cancel);
                return (await answer.JsonAsync())["items"]!.AsArray().FirstOrDefault(
                    item => ((string)item!["body"]!).Contains(_name, StringComparison.Ordinal));
            },
            "the message is listed");

        Assert.NotNull(listed["reasons"]![0]!["code"]);
    }

    [Fact]
    public async Task The_past_of_a_repository_that_is_gone_is_told_with_the_problem()
    {
        using var started = await platform.Client.PostAsJsonAsync(
            "metrics/backfills", new { repository = $"acme/{_name}", since = "2020-01-01T00:00:00Z" }, Cancel);
        var id = (string)(await started.JsonAsync(HttpStatusCode.Accepted))["id"]!;

        var told = await Eventually.FindAsync(
            async () =>
            {
                using var answer = await platform.Client.GetAsync($"metrics/backfills/{id}", Cancel);
                var report = await answer.JsonAsync();
                return report["problems"] is JsonArray { Count: > 0 } ? report : null;
            },
            "the backfill has ended");

        Assert.Contains("repository-not-found", told["problems"]!.ToJsonString(), StringComparison.Ordinal);
    }
}
