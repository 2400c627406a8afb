using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.TestKit.Hosting;
using Platform.TestKit.Metrics;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Metrics;

public sealed class DeploymentSliceTests(PlatformHostFixture fixture) : IClassFixture<PlatformHostFixture>
{
    private const string Queue = "delivery-events";

    private readonly PlatformHost _host = fixture.Host;
    private readonly string _name = $"c{Guid.NewGuid():N}"[..12];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Deployments_on_the_queue_are_counted_per_day_and_environment()
    {
        await SendAsync(Event("1"), Event("2").With("data.subject.content.environment.id", "staging"),
            Event("3").With("data.customData.result", "failure"));
        await _host.FactsAsync(_name, 3, Cancel);
        await _host.RollUpAsync(Cancel);

        var report = await _host.DeploymentsAsync(_name, Cancel);

        Assert.Equal((2, 1), ((int)report["total"]!["deployments"]!, (int)report["total"]!["failures"]!));
        var day = report["days"]!.AsArray().Single()!;
        Assert.Equal(("2030-01-01", 1), ((string)day["day"]!, (int)day["environments"]!["staging"]!["deployments"]!));
    }

    [Fact]
    public async Task A_duplicated_event_counts_once()
    {
        await SendAsync(Event("1"), Event("1"), Event("1"), Event("2"));
        await _host.FactsAsync(_name, 2, Cancel);
        await _host.RollUpAsync(Cancel);

        Assert.Equal(2, (int)(await _host.DeploymentsAsync(_name, Cancel))["total"]!["deployments"]!);
    }

    [Fact]
    public async Task Another_event_under_a_used_id_is_kept_with_its_reason()
    {
        await SendAsync(Event("1"));
        await _host.FactsAsync(_name, 1, Cancel);
        await SendAsync(Event("1").With("data.subject.content.environment.id", "staging"));

        var record = (await _host.GivenUpAsync(
            Queue, item => ((string)item["reasons"]![0]!["code"]!) == "event-id-reused", Cancel))[0];

        Assert.NotEmpty((string)record["body"]!);
    }

    [Fact]
    public async Task The_timer_counts_by_itself()
    {
        await SendAsync(Event("1"));

        // The timer fires with each full minute.
        await Eventually.HoldsAsync(() => CountedAsync(), Cancel, patience: TimeSpan.FromSeconds(150));
    }

    [Theory]
    [InlineData("", "component")]
    [InlineData("component=a%20b", "component")]
    [InlineData("component=x&from=yesterday", "from")]
    [InlineData("component=x&from=2030-01-02&to=2030-01-01", "from")]
    [InlineData("component=x&from=2020-01-01&to=2030-01-01", "from")]
    public async Task A_question_that_makes_no_sense_is_refused_by_field(string query, string field)
    {
        var answer = await _host.Client.GetAsync($"metrics/deployments?{query}", Cancel);
        var problem = (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancel))!;

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(field, (string)problem["errors"]![0]!["field"]!);
    }

    private DeploymentEventBuilder Event(string id) => new DeploymentEventBuilder().Of(_name, $"{_name}-{id}");

    private async Task SendAsync(params DeploymentEventBuilder[] events)
    {
        foreach (var message in events)
        {
            await _host.SendAsync(Queue, message.Bytes());
        }
    }

    private async Task<bool> CountedAsync() => (int)(await _host.DeploymentsAsync(_name, Cancel))["total"]!["deployments"]! == 1;
}
