using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Azure.Storage.Queues;
using Platform.Conformance.Queues;
using Platform.Conformance.Target;

namespace Platform.Conformance.Metrics;

[Covers(
    "DeliveryEvents", "DeliveryEventsPoison", "EventsReceive", "MetricsDora", "MetricsDoraExplain", "MetricsRollup",
    "SchemasGet")]
public sealed class DeliveryTests(PlatformUnderTest platform)
{
    private const string Queue = "delivery-events";

    private readonly string _component = $"d{Guid.NewGuid():N}"[..12];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Deployments_from_the_queue_and_from_calls_are_in_the_figures_within_minutes()
    {
        await platform.SendAsync(Queue, Event("1", "deployed"));
        await platform.SendAsync(Queue, Event("1", "deployed"), QueueMessageEncoding.None);
        await platform.SendAsync(Queue, Event("2", "rolledback"), QueueMessageEncoding.None);
        using var sent = await platform.Client.PostAsJsonAsync(
            "events", JsonNode.Parse(Event("3", "upgraded", "failure")), Cancel);
        Assert.Equal(1, (int)(await sent.JsonAsync())["recorded"]!);

        var answer = await Eventually.FindAsync(
            async () =>
            {
                var found = await DoraAsync();
                var figures = found["figures"]!;
                var deployed = (int)figures["deploymentFrequency"]!["raw"]!["count"]!;
                return deployed + (int)figures["failedAttempts"]! == 3 ? found : null;
            },
            $"{_component} has three deployments");

        Assert.Equal(("component", $"component:default/{_component}"), ((string)answer["scope"]!, (string)answer["name"]!));
        Assert.Equal(1, (int)answer["figures"]!["rollbacks"]!["count"]!);
        using var explained = await platform.Client.GetAsync(((string)answer["explain"]!)["/api/".Length..], Cancel);
        Assert.Equal(3, (await explained.JsonAsync())["deployments"]!.AsArray().Count);
    }

    [Fact]
    public async Task An_id_that_stands_for_another_event_is_refused_with_a_reason()
    {
        await platform.SendAsync(Queue, Event("again", "deployed"), QueueMessageEncoding.None);
        await platform.SendAsync(Queue, Event("again", "rolledback"), QueueMessageEncoding.None);

        // Whichever is handled first stands; the other is listed.
        var listed = await Eventually.FindAsync(
            async () =>
            {
                using var answer = await platform.Client.GetAsync($"queues/{Queue}/poison", Cancel);
                return (await answer.JsonAsync())["items"]!.AsArray().FirstOrDefault(
                    item => ((string)item!["body"]!).Contains(_component, StringComparison.Ordinal));
            },
            "one of two events with the same id is listed");

        Assert.Equal(("event-id-reused", "id"), (
            (string)listed["reasons"]![0]!["code"]!, (string)listed["reasons"]![0]!["field"]!));
    }

    [Fact]
    public async Task What_events_look_like_is_told_to_anybody()
    {
        using var answer = await platform.Client.GetAsync("schemas/delivery-custom-data.schema.json", Cancel);
        using var unknown = await platform.Client.GetAsync("schemas/host.json", Cancel);

        Assert.Equal("object", (string)(await answer.JsonAsync())["type"]!);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task A_component_that_never_deployed_has_no_figures_but_reasons() => Assert.Equal(
        "noDeployments", (string)(await DoraAsync())["figures"]!["changeFailRate"]!["reason"]!);

    [Theory]
    [InlineData("scope=a/b/c", "scope")]
    [InlineData("from=yesterday", "from")]
    [InlineData("from=2030-02-01&to=2030-01-01", "from")]
    public async Task A_wrong_question_is_told_what_is_wrong(string query, string field)
    {
        using var answer = await platform.Client.GetAsync($"metrics/dora?{query}", Cancel);

        var problem = await answer.ProblemAsync(HttpStatusCode.BadRequest, "field-format");
        Assert.Equal(field, (string)problem["errors"]![0]!["field"]!);
    }

    private async Task<JsonNode> DoraAsync()
    {
        using var answer = await platform.Client.GetAsync(
            $"metrics/dora?scope=component:{_component}&from=2030-01-01&to=2030-01-31", Cancel);
        return await answer.JsonAsync();
    }

    private string Event(string id, string what, string result = "success") => $$"""
        {
          "specversion": "1.0", "id": "{{id}}", "source": "/conformance/{{_component}}",
          "type": "dev.cdevents.service.{{what}}.0.3.0",
          "data": {
            "context": { "timestamp": "2030-01-02T12:00:00Z" },
            "subject": { "content": { "environment": { "id": "production" } } },
            "customData": { "component": "{{_component}}", "result": "{{result}}" }
          }
        }
        """;
}
