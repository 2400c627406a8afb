using System.Text;
using System.Text.Json.Nodes;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Actions.Http;
using Platform.Core.Scaffolding.Tasks;
using Platform.TestKit.Scaffolding;

namespace Platform.Core.Tests.Scaffolding.Actions.Http;

public sealed class HttpRequestActionTests
{
    private readonly ScriptedHttp _http = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_gives_code_headers_and_a_json_body_as_a_value()
    {
        _http.Says(200, """{"number":7}""", ("content-type", "application/json"), ("x-rate", "9"), ("set-cookie", "id=1"));

        var turn = await RunAsync(
            """{ "url": "https://api.example.com/v1/", "path": "/things", "query": { "a b": ["1", 2] } }""");

        Assert.Equal(TurnKind.Done, turn.Kind);
        Assert.Equal(
            """{"code":200,"headers":{"content-type":"application/json","x-rate":"9"},"body":{"number":7}}""",
            turn.Output!.ToJsonString());
        Assert.Equal("https://api.example.com/v1/things?a%20b=1&a%20b=2", Assert.Single(_http.Requests).Url.AbsoluteUri);
        Assert.Equal(["GET api.example.com/v1/things answered 200."], turn.Messages);
    }

    [Fact]
    public async Task Every_repeat_of_a_step_bears_the_same_key_and_another_step_another()
    {
        _http.Says(200).Says(200).Says(200);

        var task = new TaskBuilder().Build();
        foreach (var step in new[] { "one", "one", "two" })
        {
            var input = Json("""{ "url": "https://x.example/", "method": "POST" }""");
            await Action.RunAsync(task, Call(step, input, task.Id), Cancel);
        }

        var keys = _http.Requests
            .Select(request => request.Headers.Single(header => header.Key == "Idempotency-Key").Value).ToList();
        Assert.Equal(keys[0], keys[1]);
        Assert.NotEqual(keys[0], keys[2]);
    }

    [Theory]
    [InlineData("POST", 429)]
    [InlineData("POST", 503)]
    [InlineData("GET", 500)]
    [InlineData("DELETE", 502)]
    [InlineData("PUT", 408)]
    public async Task What_may_go_better_is_tried_again_after_the_time_that_was_asked_for(string method, int status)
    {
        _http.Says(status, retryAfter: TimeSpan.FromSeconds(90));

        var turn = await RunAsync($$"""{ "url": "https://x.example/", "method": "{{method}}" }""");

        Assert.Equal((TurnKind.Retry, TimeSpan.FromSeconds(90)), (turn.Kind, turn.After));
    }

    [Theory]
    [InlineData("POST", 500)]
    [InlineData("PATCH", 502)]
    [InlineData("GET", 404)]
    public async Task What_a_repeat_could_do_twice_or_would_not_mend_fails(string method, int status)
    {
        _http.Says(status, "it broke");

        var turn = await RunAsync($$"""{ "url": "https://x.example/", "method": "{{method}}" }""");

        var problem = Assert.Single(turn.Problems);
        Assert.Equal("http-status-unexpected", problem.Code);
        Assert.Contains("it broke", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_post_that_was_surely_not_sent_is_repeated_and_one_that_was_lost_is_not()
    {
        _http.Says(new OutsideAnswer.NotSent("no connection could be made")).Says(new OutsideAnswer.Lost("the connection broke"));

        var unsent = await RunAsync("""{ "url": "https://x.example/", "method": "POST" }""");
        var lost = await RunAsync("""{ "url": "https://x.example/", "method": "POST" }""");

        Assert.Equal(TurnKind.Retry, unsent.Kind);
        Assert.Equal("http-outcome-unknown", Assert.Single(lost.Problems).Code);
    }

    [Fact]
    public async Task After_the_last_attempt_it_fails_with_what_was_answered()
    {
        _http.Says(503, "still busy");

        var turn = await RunAsync("""{ "url": "https://x.example/" }""", attempt: 8);

        Assert.Contains("still busy", Assert.Single(turn.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_status_than_the_expected_one_fails_even_if_it_is_good()
    {
        _http.Says(200);

        var turn = await RunAsync("""{ "url": "https://x.example/", "expectedStatus": [201, 202] }""");

        Assert.Equal("one of 201, 202", Assert.Single(turn.Problems).Expected);
    }

    [Fact]
    public async Task A_step_that_goes_on_anyway_has_the_bad_answer_as_its_output()
    {
        _http.Says(404, "no such thing");

        var turn = await RunAsync("""{ "url": "https://x.example/", "continueOnBadResponse": true }""");

        Assert.Equal("no such thing", (string?)turn.Output!["body"]);
    }

    [Fact]
    public async Task What_authorizes_is_in_no_message_problem_or_output_though_the_other_side_repeats_it()
    {
        const string Input =
            """
            {
              "url": "https://x.example/?key=inQuery123",
              "headers": { "Authorization": "Bearer s3cretToken", "X-Api-Key": "k3y-of-mine" }
            }
            """;
        _http.Says(200, "you said s3cretToken and k3y-of-mine", ("x-echo", "Bearer s3cretToken"))
            .Says(400, "bad token s3cretToken");

        var (good, bad) = (await RunAsync(Input), await RunAsync(Input));

        foreach (var turn in new[] { good, bad })
        {
            var all = PlatformJson.Serialize(turn);
            Assert.DoesNotContain("s3cretToken", all, StringComparison.Ordinal);
            Assert.DoesNotContain("k3y-of-mine", all, StringComparison.Ordinal);
            Assert.DoesNotContain("inQuery123", all, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("Content-Length", "1")]
    [InlineData("Transfer-Encoding", "chunked")]
    [InlineData("X-Two\\r\\nX-Three", "a")]
    [InlineData("X-Two", "a\\r\\nX-Three: b")]
    public async Task A_header_that_would_change_the_request_is_refused(string name, string value)
    {
        var turn = await RunAsync($$"""{ "url": "https://x.example/", "headers": { "{{name}}": "{{value}}" } }""");

        Assert.Equal("http-header-invalid", Assert.Single(turn.Problems).Code);
        Assert.Empty(_http.Requests);
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("@evil.example/")]
    [InlineData("\\\\evil.example")]
    [InlineData("../../x")]
    public async Task A_path_leads_to_no_other_host(string path)
    {
        _http.Says(200);

        var input = new JsonObject { ["url"] = "https://x.example", ["path"] = path };
        await Action.RunAsync(new TaskBuilder().Build(), Call("step", input, null), Cancel);

        Assert.All(_http.Requests, request => Assert.Equal("x.example", request.Url.Authority));
    }

    [Fact]
    public async Task A_dry_run_calls_nobody_and_says_what_it_would_call()
    {
        var turn = await Action.PreviewAsync(
            new TaskBuilder().Build(),
            Call("step", Json("""{ "url": "https://x.example/a?secret=b", "method": "POST" }"""), null),
            Cancel);

        Assert.Equal(["Would call POST x.example/a"], turn.Messages);
        Assert.Empty(_http.Requests);
    }

    private HttpRequestAction Action => new(_http, RetryPauses.Usual);

    private static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();

    private static ActionCall Call(string step, JsonObject input, TaskId? task, int attempt = 1) => new(
        task ?? new TaskBuilder().Build().Id,
        new StepRun(step, step, 0, 1, null, true, DateTimeOffset.UnixEpoch),
        "http:request",
        input,
        null,
        Attempt: attempt);

    private Task<ActionTurn> RunAsync(string input, int attempt = 1)
    {
        var task = new TaskBuilder().Build();
        return Action.RunAsync(task, Call("step", Json(input), task.Id, attempt), Cancel);
    }
}

/// <summary>Hosts outside that answer as a test says, one answer after the other.</summary>
internal sealed class ScriptedHttp : IOutsideHttp
{
    private readonly Queue<OutsideAnswer> _answers = new();

    public List<OutsideRequest> Requests { get; } = [];

    public ScriptedHttp Says(OutsideAnswer answer)
    {
        _answers.Enqueue(answer);
        return this;
    }

    public ScriptedHttp Says(int status, string body = "", params (string Name, string Value)[] headers) => Says(
        new OutsideAnswer.Answered(
            status, headers.ToDictionary(header => header.Name, header => header.Value), Encoding.UTF8.GetBytes(body), null));

    public ScriptedHttp Says(int status, TimeSpan retryAfter) =>
        Says(new OutsideAnswer.Answered(status, new Dictionary<string, string>(), default, retryAfter));

    public Problem? WhyRefused(OutsideAudience audience, string method, Uri url) => null;

    public Task<OutsideAnswer> SendAsync(OutsideRequest request, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        return Task.FromResult(_answers.Dequeue());
    }
}
