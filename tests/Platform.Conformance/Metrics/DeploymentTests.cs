using System.Net;
using System.Text.Json.Nodes;
using Azure.Storage.Queues;
using Platform.Conformance.Queues;
using Platform.Conformance.Target;

namespace Platform.Conformance.Metrics;

[Covers("DeliveryEvents", "DeliveryEventsPoison", "MetricsDeployments", "DeploymentRollup")]
public sealed class DeploymentTests(PlatformUnderTest platform)
{
    private const string Queue = "delivery-events";

    private readonly string _component = $"d{Guid.NewGuid():N}"[..12];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Deployments_are_counted_once_per_day_and_environment_within_minutes()
    {
        await platform.SendAsync(Queue, Event("1", "deployed"));
        await platform.SendAsync(Queue, Event("1", "deployed"), QueueMessageEncoding.None);
        await platform.SendAsync(Queue, Event("2", "rolledback"), QueueMessageEncoding.None);
        await platform.SendAsync(Queue, Event("3", "upgraded", "failure"));

        var report = await Eventually.FindAsync(
            async () =>
            {
                using var answer = await platform.Client.GetAsync(
                    $"metrics/deployments?component={_component}&from=2030-01-01&to=2030-01-31", Cancel);
                var found = await answer.JsonAsync();
                return (int)found["total"]!["deployments"]! + (int)found["total"]!["failures"]! == 3 ? found : null;
            },
            $"{_component} has three deployments");

        Assert.Equal($"component:default/{_component}", (string)report["component"]!);
        Assert.Equal(("2030-01-01", "2030-01-31"), ((string)report["from"]!, (string)report["to"]!));
        var day = Assert.Single(report["days"]!.AsArray())!;
        Assert.Equal("2030-01-02", (string)day["day"]!);
        Assert.Equal((2, 1, 1), Tally(day["total"]!));
        Assert.Equal((2, 1, 1), Tally(day["environments"]!["production"]!));
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
    public async Task A_component_that_never_deployed_has_no_days()
    {
        using var answer = await platform.Client.GetAsync($"metrics/deployments?component={_component}", Cancel);

        Assert.Empty((await answer.JsonAsync())["days"]!.AsArray());
    }

    [Theory]
    [InlineData("", "field-missing", "component")]
    [InlineData("component=a/b/c", "field-format", "component")]
    [InlineData("component=x&from=yesterday", "field-format", "from")]
    [InlineData("component=x&from=2030-02-01&to=2030-01-01", "field-format", "from")]
    public async Task A_wrong_question_is_told_what_is_wrong(string query, string code, string field)
    {
        using var answer = await platform.Client.GetAsync($"metrics/deployments?{query}", Cancel);

        var problem = await answer.ProblemAsync(HttpStatusCode.BadRequest, code);
        Assert.Equal(field, (string)problem["errors"]![0]!["field"]!);
    }

    private static (int Deployments, int Rollbacks, int Failures) Tally(JsonNode tally) =>
        ((int)tally["deployments"]!, (int)tally["rollbacks"]!, (int)tally["failures"]!);

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
