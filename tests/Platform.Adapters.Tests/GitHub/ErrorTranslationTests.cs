using System.Net.Sockets;
using Platform.Core.Scaffolding.Publishing;

namespace Platform.Adapters.Tests.GitHub;

public sealed class ErrorTranslationTests
{
    private static readonly TimeSpan Young = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Old = TimeSpan.FromMinutes(5);
    private static readonly CommitRequest Commit =
        new("message", "Platform", "platform@example.com", SourceControlBuilder.Now, [CommitEntry.Inline("a", "100644", "text")]);

    private readonly SourceControlBuilder _builder = new();

    [Theory]
    [InlineData(404, "Not Found")]
    [InlineData(409, "Git Repository is empty.")]
    [InlineData(422, "Reference does not exist")]
    public async Task What_a_young_repository_answers_passes_and_is_final_for_an_old_one(int status, string message)
    {
        var early = await FailAsync(new ScriptedGitHub().Message(status, message), Young);
        var late = await CommitAsync(new ScriptedGitHub().Message(status, message), Old);

        Assert.Equal("not-readable-yet", early.Code);
        Assert.False(late.IsOk);
        Assert.Contains("write 1 files", late.Problems[0].Message);
        Assert.Contains("acme/orders", late.Problems[0].Message);
    }

    [Theory]
    [InlineData("Tree SHA does not exist")]
    [InlineData("base_tree is not a valid tree oid")]
    [InlineData("Object does not exist")]
    public async Task An_object_that_GitHub_has_just_made_is_only_late_however_old_the_repository(string message) =>
        Assert.Equal("not-readable-yet", (await FailAsync(new ScriptedGitHub().Message(422, message), Old)).Code);

    [Theory]
    [InlineData("")]
    [InlineData("{\"sha\":\"tr")]
    [InlineData("{\"sha\":\"tree\"")]
    [InlineData("<html>", "text/html")]
    public async Task An_answer_that_is_not_whole_is_a_lost_connection(string body, string mediaType = "application/json") =>
        Assert.Equal("source-control-unavailable", (await FailAsync(new ScriptedGitHub().Typed(201, body, mediaType), Old)).Code);

    [Fact]
    public async Task A_run_that_GitHub_told_of_is_only_late_however_old_the_repository()
    {
        var github = new ScriptedGitHub()
            .Answer(200, """
                {"workflow_runs": [
                  {"id": 1, "name": "ci", "status": "completed", "conclusion": "success", "html_url": "https://x"}]}
                """)
            .Message(404, "Not Found");

        var failure = await Assert.ThrowsAsync<TransientSourceControlException>(() => _builder.Build(github).FindRunsAsync(
            SourceControlBuilder.Handle(Old).Repository, "sha", TestContext.Current.CancellationToken));

        Assert.Equal("not-readable-yet", failure.Code);
    }

    [Fact]
    public async Task No_wait_is_shorter_than_the_setting_and_a_limit_without_a_hint_waits_as_long_as_it_says()
    {
        _builder.Options.GitHubSmallestWaitMilliseconds = 20;
        _builder.Options.GitHubWaitWithoutHintSeconds = 3;
        var github = new ScriptedGitHub()
            .Message(429, "slow down", ("Retry-After", "0"))
            .Message(429, "slow down")
            .Answer(201, """{"sha":"tree"}""")
            .Answer(201, """{"sha":"commit"}""");

        await CommitAsync(github, Old);

        Assert.Equal([20, 6000], _builder.Waits.Select(wait => wait.Delay.TotalMilliseconds));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_failing_server_is_transient(int status) =>
        Assert.Equal("source-control-unavailable", (await FailAsync(new ScriptedGitHub().Message(status, "boom"), Old)).Code);

    [Fact]
    public async Task A_server_error_that_is_no_json_is_transient() =>
        Assert.Equal("source-control-unavailable", (await FailAsync(new ScriptedGitHub().Answer(502, "<html>"), Old)).Code);

    [Fact]
    public async Task A_lost_connection_is_transient()
    {
        Exception[] losses =
        [
            new HttpRequestException("reset"),
            new IOException("cut"),
            new HttpRequestException("refused", new SocketException(111)),
        ];

        foreach (var loss in losses)
        {
            Assert.Equal("source-control-unavailable", (await FailAsync(new ScriptedGitHub().Drop(loss), Old)).Code);
        }
    }

    [Fact]
    public async Task A_timeout_is_transient_but_the_callers_cancellation_is_a_cancellation()
    {
        var timeout = await FailAsync(new ScriptedGitHub().Drop(new TaskCanceledException()), Old);
        Assert.Equal("source-control-unavailable", timeout.Code);

        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var source = _builder.Build(new ScriptedGitHub().Drop(new TaskCanceledException()));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => source.CommitAsync(SourceControlBuilder.Handle(Old), Commit, cancelled.Token));
    }

    [Fact]
    public async Task A_conflict_is_transient() =>
        Assert.Equal("source-control-conflict", (await FailAsync(new ScriptedGitHub().Message(409, "Conflict"), Old)).Code);

    [Theory]
    [InlineData(401, "Bad credentials", "source-control-unauthorized")]
    [InlineData(403, "Resource not accessible by integration", "repository-forbidden")]
    [InlineData(403, "Repository was archived so is read-only.", "repository-archived")]
    [InlineData(404, "Not Found", "repository-not-found")]
    [InlineData(409, "Git Repository is empty.", "repository-empty")]
    [InlineData(422, "Validation Failed", "source-control-rejected")]
    [InlineData(451, "Repository access blocked", "source-control-rejected")]
    public async Task A_refusal_is_final_and_says_what_GitHub_said(int status, string message, string code)
    {
        var result = await CommitAsync(new ScriptedGitHub().Message(status, message), Old);

        var problem = Assert.Single(result.Problems);
        Assert.Equal(code, problem.Code);
        Assert.DoesNotContain(_builder.Options.GitHubToken, problem.Message);
    }

    [Fact]
    public async Task GitHubs_details_name_the_field_it_did_not_like()
    {
        var answer = """{"message":"Validation Failed","errors":[{"resource":"Tree","field":"path","code":"invalid"}]}""";

        var result = await CommitAsync(new ScriptedGitHub().Answer(422, answer), Old);

        Assert.Contains("Validation Failed (Tree path invalid)", result.Problems[0].Message);
    }

    [Theory]
    [InlineData(403, "retry-after", "7")]
    [InlineData(429, "Retry-After", "7")]
    public async Task A_short_limit_is_waited_for_visibly_and_the_call_repeated(int status, string header, string value)
    {
        var github = new ScriptedGitHub()
            .Message(status, "You have exceeded a secondary rate limit", (header, value))
            .Answer(201, """{"sha":"tree"}""")
            .Answer(201, """{"sha":"commit"}""");

        var result = await CommitAsync(github, Old);

        Assert.Equal("commit", result.Value);
        var wait = Assert.Single(_builder.Waits);
        Assert.Equal(("task-1", "acme", TimeSpan.FromSeconds(7)), (wait.TaskId, wait.Organization, wait.Delay));
        Assert.Equal(3, github.Requests.Count);
    }

    [Fact]
    public async Task A_long_limit_is_handed_to_the_caller_with_its_time()
    {
        var failure = await FailAsync(new ScriptedGitHub().Message(429, "slow down", ("Retry-After", "600")), Old);

        Assert.Equal("rate-limited", failure.Code);
        Assert.Equal(TimeSpan.FromMinutes(10), failure.RetryAfter);
    }

    [Fact]
    public async Task A_used_up_quota_waits_for_its_reset()
    {
        var reset = SourceControlBuilder.Now.AddSeconds(300).ToUnixTimeSeconds().ToString();

        var github = new ScriptedGitHub()
            .Message(403, "API rate limit exceeded", ("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", reset));

        var failure = await FailAsync(github, Old);

        Assert.Equal(TimeSpan.FromSeconds(300), failure.RetryAfter);
    }

    [Fact]
    public async Task A_limit_without_a_hint_waits_a_minute_and_longer_each_time()
    {
        var github = new ScriptedGitHub()
            .Message(403, "You have exceeded a secondary rate limit")
            .Message(403, "You have exceeded a secondary rate limit");

        var failure = await FailAsync(github, Old);

        Assert.Equal(TimeSpan.FromSeconds(60), Assert.Single(_builder.Waits).Delay);
        Assert.Equal(TimeSpan.FromSeconds(120), failure.RetryAfter);
    }

    [Fact]
    public async Task Requests_go_to_the_configured_address_as_it_is()
    {
        var github = new ScriptedGitHub().Answer(201, """{"sha":"tree"}""").Answer(201, """{"sha":"commit"}""");

        await CommitAsync(github, Old);

        Assert.Equal(
            ["POST /prefix/api/v3/repos/acme/orders/git/trees", "POST /prefix/api/v3/repos/acme/orders/git/commits"],
            github.Requests);
    }

    private async Task<TransientSourceControlException> FailAsync(ScriptedGitHub github, TimeSpan age) =>
        await Assert.ThrowsAsync<TransientSourceControlException>(() => CommitAsync(github, age));

    private Task<Core.Primitives.Result<string>> CommitAsync(ScriptedGitHub github, TimeSpan age) =>
        _builder.Build(github).CommitAsync(SourceControlBuilder.Handle(age), Commit, TestContext.Current.CancellationToken);
}
