using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.Core.Access;
using Platform.TestKit.Hosting;
using Platform.TestKit.Metrics;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Metrics;

/// <summary>Events from the queue and from calls, through the running app to the figures.</summary>
public sealed class DeliveryEventTests(PlatformHostFixture fixture) : IClassFixture<PlatformHostFixture>
{
    private const string Queue = "delivery-events";

    private readonly PlatformHost _host = fixture.Host;
    private readonly string _name = $"c{Guid.NewGuid():N}"[..12];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Deployments_on_the_queue_are_in_the_figures_once()
    {
        await SendAsync(Event("1"), Event("1"), Event("2").With("data.subject.content.environment.id", "staging"),
            Event("3").With("data.customData.result", "failure"));
        await _host.TakenAsync(_name, 3, Cancel);

        // An event is kept before it is marked, so a single count might come between the two.
        await Eventually.HoldsAsync(
            async () =>
            {
                await _host.RollUpAsync(Cancel);
                var figures = (await _host.DoraAsync($"component:{_name}", Cancel))["figures"]!;
                return (int)figures["deploymentFrequency"]!["raw"]!["count"]! == 1 && (int)figures["failedAttempts"]! == 1;
            },
            Cancel,
            $"{_name} has one deployment and one failed attempt");
    }

    [Fact]
    public async Task The_timer_counts_by_itself()
    {
        await SendAsync(Event("1"));

        // The timer fires with each full minute.
        await Eventually.HoldsAsync(
            async () => (int?)(await _host.DoraAsync($"component:{_name}", Cancel))["figures"]!["deploymentFrequency"]!["raw"]![
                "count"] == 1,
            Cancel,
            patience: TimeSpan.FromSeconds(150));
    }

    [Fact]
    public async Task A_batch_is_answered_event_by_event()
    {
        var first = await PostAsync(new JsonArray(Event("1").Json(), Event("2").Json()), "application/cloudevents-batch+json");
        var second = await PostAsync(
            new JsonArray(
                Event("1").Json(), Event("3").With("data.customData.commitSha", "HEAD").Json(),
                Event("2").With("data.subject.content.environment.id", "staging").Json(), Event("4").Json(), 7),
            "application/cloudevents-batch+json");

        Assert.Equal((HttpStatusCode.OK, 2), (first.Status, (int)first.Body["recorded"]!));
        Assert.Equal(HttpStatusCode.MultiStatus, second.Status);
        var events = second.Body["events"]!.AsArray();
        Assert.Equal(
            ["repeated", "refused", "refused", "recorded", "refused"], events.Select(one => (string)one!["outcome"]!));
        Assert.Equal(
            ["[1].data.customData.commitSha", "[2].id", "[4]"],
            new[] { 1, 2, 4 }.Select(place => (string)events[place]!["problems"]![0]!["field"]!));
    }

    [Fact]
    public async Task An_event_in_binary_mode_is_the_same_event()
    {
        var message = Event("1").Json();
        using var request = new HttpRequestMessage(HttpMethod.Post, "events") { Content = JsonContent.Create(message["data"]) };
        foreach (var name in new[] { "specversion", "id", "source", "type" })
        {
            request.Headers.Add($"ce-{name}", (string)message[name]!);
        }

        using var binary = await _host.Client.SendAsync(request, Cancel);
        var structured = await PostAsync(message, "application/cloudevents+json");

        Assert.Equal(HttpStatusCode.OK, binary.StatusCode);
        Assert.Equal(1, (int)structured.Body["repeated"]!);
    }

    [Fact]
    public async Task Refused_events_are_a_problem_with_their_fields()
    {
        var (status, body) = await PostAsync(Event("1").With("type", null).Json(), "application/json");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal(("field-missing", "type"), ((string)body["code"]!, (string)body["errors"]![0]!["field"]!));
    }

    [Theory]
    [InlineData("nothing", "application/json", 400, "message-not-json")]
    [InlineData("[]", "application/cloudevents+json", 400, "event-mode-mismatch")]
    [InlineData("{}", "application/cloudevents-batch+json", 400, "event-mode-mismatch")]
    public async Task A_body_in_another_mode_than_it_says_is_refused(string text, string type, int status, string code)
    {
        using var content = new StringContent(text, MediaTypeHeaderValue.Parse(type));
        using var answer = await _host.Client.PostAsync("events", content, Cancel);

        Assert.Equal((status, code), (
            (int)answer.StatusCode, (string)(await answer.Content.ReadFromJsonAsync<JsonNode>(Cancel))!["code"]!));
    }

    [Fact]
    public async Task A_batch_of_too_many_events_or_bytes_is_refused_whole()
    {
        using var many = new StringContent($"[{string.Join(',', Enumerable.Repeat("{}", 1001))}]");
        using var large = new StringContent(new string(' ', (4 * 1024 * 1024) + 1));
        using var first = await _host.Client.PostAsync("events", many, Cancel);
        using var second = await _host.Client.PostAsync("events", large, Cancel);

        Assert.Equal((413, 413), ((int)first.StatusCode, (int)second.StatusCode));
    }

    [Fact]
    public async Task A_pipeline_needs_the_role_of_a_registrar()
    {
        using var reader = await _host.ClientWithAsync(Role.Reader);
        using var pipeline = await _host.ClientWithAsync(Role.Registrar);
        using var refused = await reader.PostAsJsonAsync("events", Event("1").Json(), Cancel);
        using var taken = await pipeline.PostAsJsonAsync("events", Event("1").Json(), Cancel);

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK), (refused.StatusCode, taken.StatusCode));
    }

    [Fact]
    public async Task Figures_belong_to_whom_the_component_belonged_to_then()
    {
        var (before, after) = ($"{_name}-a", $"{_name}-b");
        await PostAsync(
            new JsonArray(
                Event("1").With("data.customData.team", before).Json(),
                Event("2").With("data.customData.team", after).With("data.context.timestamp", "2030-01-03T12:00:00Z").Json()),
            "application/json");
        await _host.RollUpAsync(Cancel);

        foreach (var team in new[] { before, after })
        {
            var answer = await _host.DoraAsync($"team:{team}", Cancel, "&granularity=week&comparison=previous");
            Assert.Equal(1, (int)answer["figures"]!["deploymentFrequency"]!["raw"]!["count"]!);
            Assert.Equal(("2030-W01", 5), ((string)answer["periods"]![0]!["label"]!, answer["periods"]!.AsArray().Count));
            Assert.Equal("2029-12-01", (string)answer["comparison"]!["from"]!);
        }
    }

    [Fact]
    public async Task What_is_behind_a_figure_is_told()
    {
        await PostAsync(Event("1").With("data.customData.system", $"{_name}-s").Json(), "application/json");
        await _host.RollUpAsync(Cancel);

        var system = await GetAsync((string)(await _host.DoraAsync($"system:{_name}-s", Cancel))["explain"]!);
        var component = await GetAsync((string)system["components"]![0]!["explain"]!);

        var deployment = Assert.Single(component["deployments"]!.AsArray())!;
        Assert.Equal(($"{_name}-1", true), ((string)deployment["id"]!, (bool)deployment["counted"]!));
    }

    [Fact]
    public async Task Figures_come_as_CSV_with_a_reason_in_place_of_a_missing_one()
    {
        await PostAsync(Event("1").Json(), "application/json");
        await _host.RollUpAsync(Cancel);

        var text = await _host.Client.GetStringAsync(
            $"metrics/dora?scope=component:{_name}&from=2030-01-01&to=2030-01-02&granularity=day&format=csv", Cancel);

        var rows = text.TrimEnd().Split("\r\n").Select(line => line.Split(',')).ToList();
        var (column, reason) = (
            Array.IndexOf(rows[0], "deploymentFrequency.raw.count"), Array.IndexOf(rows[0], "changeLeadTime.reason"));
        Assert.Equal(["1", "0"], rows.Skip(1).Select(row => row[column]));
        Assert.All(rows.Skip(1), row => Assert.Equal("noChanges", row[reason]));
    }

    [Fact]
    public async Task No_data_is_null_with_a_reason()
    {
        var figures = (await _host.DoraAsync($"component:{_name}", Cancel))["figures"]!;

        Assert.Null(figures["deploymentFrequency"]!["raw"]!["value"]);
        Assert.Equal("noDeployments", (string)figures["deploymentFrequency"]!["raw"]!["reason"]!);
    }

    [Theory]
    [InlineData("scope=orders", "scope")]
    [InlineData("scope=component:a%20b", "scope")]
    [InlineData("scope=team:", "scope")]
    [InlineData("from=yesterday", "from")]
    [InlineData("from=2030-01-02&to=2030-01-01", "from")]
    [InlineData("from=2020-01-01&to=2030-01-01", "from")]
    [InlineData("granularity=hour", "granularity")]
    [InlineData("comparison=best", "comparison")]
    public async Task A_question_that_makes_no_sense_is_refused_by_field(string query, string field)
    {
        var answer = await _host.Client.GetAsync($"metrics/dora?{query}", Cancel);
        var problem = (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancel))!;

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(field, (string)problem["errors"]![0]!["field"]!);
    }

    [Fact]
    public async Task Another_event_under_a_used_id_is_kept_with_its_reason()
    {
        await SendAsync(Event("1"));
        await _host.TakenAsync(_name, 1, Cancel);
        await SendAsync(Event("1").With("data.subject.content.environment.id", "staging"));

        var record = (await _host.GivenUpAsync(
            Queue, item => ((string)item["reasons"]![0]!["code"]!) == "event-id-reused", Cancel))[0];

        Assert.NotEmpty((string)record["body"]!);
    }

    private DeploymentEventBuilder Event(string id) => new DeploymentEventBuilder().Of(_name, $"{_name}-{id}");

    private async Task<(HttpStatusCode Status, JsonNode Body)> PostAsync(JsonNode events, string type)
    {
        using var content = new StringContent(events.ToJsonString(), MediaTypeHeaderValue.Parse(type));
        using var answer = await _host.Client.PostAsync("events", content, Cancel);
        return (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancel))!);
    }

    private async Task<JsonNode> GetAsync(string address) =>
        (await _host.Client.GetFromJsonAsync<JsonNode>(address["/api/".Length..], Cancel))!;

    private async Task SendAsync(params DeploymentEventBuilder[] events)
    {
        foreach (var message in events)
        {
            await _host.SendAsync(Queue, message.Bytes());
        }
    }
}
