using System.Net;
using System.Text.Json.Nodes;
using Microsoft.DurableTask.Client;

namespace Platform.Local.Tests.Durable;

public sealed class ManagementTests(ManagementHost host) : IClassFixture<ManagementHost>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Routes => new()
    {
        { "GET", "/instances" }, { "DELETE", "/instances" }, { "GET", "/instances/x" }, { "DELETE", "/instances/x" },
        { "POST", "/instances/x/raiseEvent/go" }, { "POST", "/instances/x/terminate" }, { "POST", "/instances/x/suspend" },
        { "POST", "/instances/x/resume" }, { "POST", "/instances/x/restart" }, { "POST", "/orchestrators/Echo" },
        { "POST", "/orchestrators/Echo/x" }, { "GET", "/" }, { "GET", "/anything" },
    };

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Nothing_is_open_without_the_key_or_with_another(string method, string path)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await host.StatusWithoutKeyAsync(new(method), path));
        Assert.Equal(HttpStatusCode.Unauthorized, await host.StatusWithoutKeyAsync(new(method), $"{path}?code=wrong"));
        using var response = await host.SendAsync(new(method), path, key: host.Key + "x");
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task The_key_opens_as_a_query_parameter_too_and_only_its_owner_can_read_its_file()
    {
        Assert.Equal(HttpStatusCode.OK, await host.StatusWithoutKeyAsync(HttpMethod.Get, $"/instances?code={host.Key}"));
        Assert.True(host.Key.Length >= 40);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(host.KeyFile));
        }
    }

    [Fact]
    public async Task A_start_answers_202_with_addresses_that_work_as_they_are()
    {
        using var response = await host.PostAsync("/orchestrators/Echo/started", "\"hello\"");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(10), response.Headers.RetryAfter!.Delta);
        var links = await ManagementHost.ReadAsync(response);
        Assert.Equal("started", links["id"]!.GetValue<string>());
        Assert.Equal(response.Headers.Location!.OriginalString, links["statusQueryGetUri"]!.GetValue<string>());
        await host.EndOfAsync("started");
        using var client = new HttpClient();
        var status = JsonNode.Parse(
            await client.GetStringAsync(links["statusQueryGetUri"]!.GetValue<string>(), Cancellation))!;
        Assert.Equal("Completed", status["runtimeStatus"]!.GetValue<string>());
        foreach (var link in (string[])["sendEventPostUri", "terminatePostUri", "suspendPostUri", "resumePostUri"])
        {
            using var gone = await client.PostAsync(
                links[link]!.GetValue<string>(), new StringContent(string.Empty), Cancellation);
            Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
        }

        using var restarted = await client.PostAsync(links["restartPostUri"]!.GetValue<string>(), null, Cancellation);
        Assert.Equal(HttpStatusCode.Accepted, restarted.StatusCode);
        using var purged = await client.DeleteAsync(links["purgeHistoryDeleteUri"]!.GetValue<string>(), Cancellation);
        Assert.Equal(HttpStatusCode.OK, purged.StatusCode);
    }

    [Fact]
    public async Task A_start_without_an_id_makes_one_and_one_that_may_wait_answers_with_the_output()
    {
        using var made = await host.PostAsync("/ORCHESTRATORS/echo", "\"x\"");
        Assert.NotEmpty((await ManagementHost.ReadAsync(made))["id"]!.GetValue<string>());

        using var waited = await host.PostAsync("/orchestrators/Echo?timeout=120&pollingInterval=1", "\"hello\"");
        Assert.Equal(HttpStatusCode.OK, waited.StatusCode);
        Assert.Equal("hello", (await ManagementHost.ReadAsync(waited)).GetValue<string>());
        using var impatient = await host.PostAsync("/orchestrators/Wait?timeout=0&pollingInterval=0");
        Assert.Equal(HttpStatusCode.Accepted, impatient.StatusCode);
    }

    [Theory]
    [InlineData("/orchestrators/Nowhere", "1")]
    [InlineData("/orchestrators/Echo", "{ not json")]
    [InlineData("/orchestrators/Echo/a%23b", "1")]
    public async Task A_start_that_makes_no_sense_is_refused_with_the_reason(string path, string json)
    {
        using var response = await host.PostAsync(path, json);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.NotEmpty((await ManagementHost.ReadAsync(response))["Message"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_start_or_restart_of_an_id_that_runs_is_a_conflict()
    {
        await host.StartAsync("Wait", "busy");

        using var start = await host.PostAsync("/orchestrators/Wait/busy");
        using var restart = await host.PostAsync("/instances/busy/restart?restartWithNewInstanceId=false");

        Assert.Equal(HttpStatusCode.Conflict, start.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, restart.StatusCode);
    }

    [Fact]
    public async Task A_running_instance_answers_202_and_an_ended_one_200_with_all_that_is_known()
    {
        await host.StartAsync("Wait", "runs");
        using var running = await host.GetAsync("/instances/runs");
        Assert.Equal(HttpStatusCode.Accepted, running.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(5), running.Headers.RetryAfter!.Delta);
        Assert.EndsWith("/instances/runs", running.Headers.Location!.OriginalString, StringComparison.Ordinal);
        await host.StartAsync("Echo", "ended", "\"hello\"");
        await host.EndOfAsync("ended");

        using var response = await host.GetAsync("/instances/ended");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var status = (await ManagementHost.ReadAsync(response)).AsObject();
        Assert.Equal(
            ["name", "instanceId", "runtimeStatus", "input", "customStatus", "output", "createdTime", "lastUpdatedTime"],
            status.Select(property => property.Key));
        Assert.Equal("hello", status["input"]!.GetValue<string>());
        Assert.Equal("hello", status["output"]!.GetValue<string>());
        Assert.Equal(1, status["customStatus"]!["step"]!.GetValue<int>());
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", status["createdTime"]!.GetValue<string>());
        Assert.Null((await host.GetJsonAsync("/instances/ended?showInput=false"))["input"]);
    }

    [Fact]
    public async Task A_failed_instance_answers_200_or_on_request_500()
    {
        await host.StartAsync("Fail", "failed");
        await host.EndOfAsync("failed");

        using var plain = await host.GetAsync("/instances/failed");
        using var asError = await host.GetAsync("/instances/failed?returnInternalServerErrorOnFailure=true");

        Assert.Equal(HttpStatusCode.OK, plain.StatusCode);
        Assert.Equal("no luck", (await ManagementHost.ReadAsync(plain))["output"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.InternalServerError, asError.StatusCode);
    }

    [Fact]
    public async Task A_history_is_shown_on_request_with_inputs_and_results_as_asked()
    {
        await host.StartAsync("Echo", "told", "\"hello\"");
        await host.EndOfAsync("told");

        var brief = (await host.GetJsonAsync("/instances/told?showHistory=true&showInput=false"))["historyEvents"]!.AsArray();
        var full = (await host.GetJsonAsync("/instances/told?showHistory=true&showHistoryOutput=true"))["historyEvents"]!;

        Assert.Equal(
            ["ExecutionStarted", "TaskCompleted", "ExecutionCompleted"],
            brief.Select(item => item!["EventType"]!.GetValue<string>()));
        Assert.Equal("Say", brief[1]!["FunctionName"]!.GetValue<string>());
        Assert.NotNull(brief[1]!["ScheduledTime"]);
        Assert.DoesNotContain("hello", brief.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("hello", full[1]!["Result"]!.GetValue<string>());
        Assert.Equal("\"hello\"", full[1]!["Input"]!.GetValue<string>());
        Assert.Equal("Completed", full[2]!["OrchestrationStatus"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_event_reaches_its_instance_and_one_that_is_not_JSON_is_refused()
    {
        await host.StartAsync("Wait", "waits");

        using var wrong = await host.PostAsync("/instances/waits/raiseEvent/go", "{ not json");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        using var plain = await host.PostAsync("/instances/waits/raiseEvent/go");
        Assert.Equal(HttpStatusCode.BadRequest, plain.StatusCode);
        using var right = await host.PostAsync("/INSTANCES/waits/RAISEEVENT/go", "\"now\"");
        Assert.Equal(HttpStatusCode.Accepted, right.StatusCode);

        Assert.Equal("now", (await host.EndOfAsync("waits")).ReadOutputAs<string>());
        using var late = await host.PostAsync("/instances/waits/raiseEvent/go", "1");
        Assert.Equal(HttpStatusCode.Gone, late.StatusCode);
        using var unknown = await host.PostAsync("/instances/nobody/raiseEvent/go", "1");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task Suspend_resume_and_terminate_do_so()
    {
        await host.StartAsync("Wait", "handled");

        await AcceptedAsync("/instances/handled/suspend?reason=lunch");
        Assert.Equal("Suspended", (await host.GetJsonAsync("/instances/handled"))["runtimeStatus"]!.GetValue<string>());
        await AcceptedAsync("/instances/handled/resume?reason=back");
        Assert.Equal("Running", (await host.GetJsonAsync("/instances/handled"))["runtimeStatus"]!.GetValue<string>());
        await AcceptedAsync("/instances/handled/terminate?reason=enough");

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await host.EndOfAsync("handled")).RuntimeStatus);
        Assert.Equal("enough", (await host.GetJsonAsync("/instances/handled"))["output"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("GET", "/instances/nobody")]
    [InlineData("DELETE", "/instances/nobody")]
    [InlineData("POST", "/instances/nobody/terminate")]
    [InlineData("POST", "/instances/nobody/suspend")]
    [InlineData("POST", "/instances/nobody/resume")]
    [InlineData("POST", "/instances/nobody/rewind")]
    [InlineData("GET", "/instances/nobody/terminate")]
    [InlineData("GET", "/orchestrators/Echo")]
    [InlineData("PUT", "/instances")]
    [InlineData("GET", "/instances?taskHub=AnotherHub")]
    [InlineData("GET", "/nothing")]
    public async Task What_is_not_there_is_not_found(string method, string path)
    {
        using var response = await host.SendAsync(new(method), path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task A_restart_of_nobody_is_refused()
    {
        using var response = await host.PostAsync("/instances/nobody/restart");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private async Task AcceptedAsync(string path)
    {
        using var response = await host.PostAsync(path);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }
}
