using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Core.Access;
using Platform.Core.Scaffolding.Tasks;
using Platform.TestKit.Scaffolding.Remote;
using Platform.TestKit.Services;
using Platform.TestKit.Web;

namespace Platform.Functions.Tests.Scaffolding.Remote;

/// <summary>What a service may report, and how often.</summary>
public sealed class RemoteCallbackTests(RemoteFixture fixture) : IClassFixture<RemoteFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_bears_a_signature_a_key_and_a_deadline()
    {
        var (_, call) = await BeginAsync("signed-desk");

        var body = JsonNode.Parse(call.Body)!;
        Assert.Equal(
            TimedSignature.Of(
                "v1", NodeAction.Secret, long.Parse(call.Headers["platform-timestamp"], CultureInfo.InvariantCulture),
                Encoding.UTF8.GetBytes(call.Body)),
            call.Headers["platform-signature"]);
        Assert.Equal(call.Headers["idempotency-key"], (string?)body["idempotencyKey"]);
        Assert.Equal(("invoke", "one", 3), ((string?)body["operation"], (string?)body["step"], (int?)body["input"]!["floor"]));
        Assert.NotNull((DateTimeOffset?)body["deadline"]);
    }

    [Fact]
    public async Task The_first_end_counts_saying_it_again_is_harmless_and_another_is_refused()
    {
        var (task, call) = await BeginAsync("settled-desk");

        using var first = await ReportAsync(call, new { status = "completed", output = new { desk = "3-1" } });
        using var again = await ReportAsync(call, new { status = "completed", output = new { desk = "3-1" } });
        var events = await fixture.Scaffolder.FollowAsync(task, Cancel);
        using var late = await ReportAsync(call, new { status = "completed", output = new { desk = "3-2" } });

        Assert.True((bool)(await first.Content.ReadFromJsonAsync<JsonNode>(Cancel))!["recorded"]!);
        Assert.False((bool)(await again.Content.ReadFromJsonAsync<JsonNode>(Cancel))!["recorded"]!);
        Assert.False((bool)(await late.Content.ReadFromJsonAsync<JsonNode>(Cancel))!["recorded"]!);
        Assert.Equal("3-1", (string?)events[^1].Body.Output!["one"]);
    }

    [Fact]
    public async Task A_failure_fails_the_step_with_the_services_words()
    {
        var (task, call) = await BeginAsync("full-floor");

        using var answer = await ReportAsync(call, new { status = "failed", message = "the floor is full" });

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var events = await fixture.Scaffolder.FollowAsync(task, Cancel);
        Assert.Contains("the floor is full", events[^1].Body.Message, StringComparison.Ordinal);
        Assert.Contains(events, entry => entry.Body.Message.Contains("can't take back what it did", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Progress_that_is_reported_twice_is_one_line_of_the_log()
    {
        var (task, call) = await BeginAsync("patient-desk");

        using var first = await ReportAsync(call, new { status = "progress", message = "half way", percent = 50 });
        using var second = await ReportAsync(call, new { status = "progress", message = "half way", percent = 50 });
        using var end = await ReportAsync(call, new { status = "completed", output = new { desk = "3-1" } });

        var events = await fixture.Scaffolder.FollowAsync(task, Cancel);
        Assert.Single(events, entry => entry.Body.Message == "half way (50 %)");
    }

    [Theory]
    [InlineData("""{"status":"done"}""")]
    [InlineData("""{"status":"failed"}""")]
    [InlineData("""{"status":"progress","message":"x","percent":101}""")]
    [InlineData("""{"status":"completed","output":[]}""")]
    [InlineData("""{"status":"completed","idempotencyKey":"another"}""")]
    [InlineData("[]")]
    public async Task A_report_that_is_wrong_is_refused_and_ends_nothing(string report)
    {
        var (task, call) = await BeginAsync($"wrong-{Math.Abs(report.GetHashCode(StringComparison.Ordinal))}");
        var body = JsonNode.Parse(report)!;
        if (body is JsonObject members && !members.ContainsKey("idempotencyKey"))
        {
            members["idempotencyKey"] = call.Headers["idempotency-key"];
        }

        using var wrong = await PostAsync(call, body.ToJsonString(), NodeAction.Secret);
        using var right = await ReportAsync(call, new { status = "completed", output = new { desk = "3-9" } });

        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
        await fixture.Scaffolder.FollowAsync(task, Cancel);
    }

    [Fact]
    public async Task A_report_that_another_secret_signed_is_refused()
    {
        var (task, call) = await BeginAsync("forged-desk");

        using var forged = await PostAsync(call, """{"status":"completed"}""", "somebody-elses-secret-of-24");
        using var right = await ReportAsync(call, new { status = "completed", output = new { desk = "3-9" } });

        Assert.Equal(HttpStatusCode.Unauthorized, forged.StatusCode);
        await fixture.Scaffolder.FollowAsync(task, Cancel);
    }

    /// <summary>A task whose step has been accepted and waits.</summary>
    private async Task<(TaskId Task, OutsideCall Call)> BeginAsync(string template)
    {
        fixture.Templates.WithDesks(template, [("one", RemoteFixture.Told)]);
        fixture.Service.Answer = (_, http) =>
        {
            http.Response.StatusCode = 202;
            return Task.CompletedTask;
        };
        var task = await fixture.Scaffolder.CreateAsync(template, new JsonObject { ["floor"] = 3 }, Cancel);
        OutsideCall? call = null;
        await Eventually.HoldsAsync(
            () => Task.FromResult((call = fixture.Service.Calls.FirstOrDefault(
                known => known.Body.Contains(task.Value, StringComparison.Ordinal))) is not null),
            Cancel,
            "the call of the service");
        return (task, call!);
    }

    private Task<HttpResponseMessage> ReportAsync<T>(OutsideCall call, T report)
    {
        var body = JsonSerializer.SerializeToNode(report)!.AsObject();
        body["idempotencyKey"] = call.Headers["idempotency-key"];
        return PostAsync(call, body.ToJsonString(), NodeAction.Secret);
    }

    private async Task<HttpResponseMessage> PostAsync(OutsideCall call, string body, string secret)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        using var request = new HttpRequestMessage(HttpMethod.Post, (string?)JsonNode.Parse(call.Body)!["callbackUrl"])
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Platform-Timestamp", now.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("Platform-Signature", TimedSignature.Of("v1", secret, now, Encoding.UTF8.GetBytes(body)));
        return await fixture.Host.Anonymous.SendAsync(request, Cancel);
    }
}
