using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Platform.Core.Scaffolding.Actions;
using Platform.Core.Scaffolding.Actions.GitHub;
using Platform.Core.Scaffolding.Actions.Verifying;
using Platform.Core.Scaffolding.Publishing;
using Platform.TestKit.Catalog;
using Platform.TestKit.Scaffolding;

namespace Platform.Core.Tests.Scaffolding.Actions;

public sealed class VerifyFirstRunActionTests
{
    private static readonly RepositoryName Orders = RepositoryName.Create("acme", "orders");

    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch.AddYears(56));
    private readonly FakeSourceControl _github = new();
    private readonly RepositoryHandle _repository;

    public VerifyFirstRunActionTests()
    {
        _github.AddForeign(Orders);
        _repository = _github.Repositories[Orders].Handle;
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_green_run_is_reported_with_the_jobs_that_did_not_run()
    {
        var end = await DriveAsync(
            [Run("in_progress", null)], [Run("completed", "success", ("test", "success"), ("image", "skipped"))]);

        Assert.Equal(TurnKind.Done, end.Kind);
        Assert.Equal("success", end.Output!["conclusion"]!.GetValue<string>());
        Assert.Equal(2.5, end.Output["seconds"]!.GetValue<double>());
        Assert.Equal("""["image"]""", end.Output["skippedJobs"]!.ToJsonString());
    }

    [Fact]
    public async Task A_red_run_fails_with_its_job_and_the_end_of_its_log()
    {
        var end = await DriveAsync([Run("completed", "failure", ("lint", "success"), ("test", "failure"))]);

        var problem = Assert.Single(end.Problems);
        Assert.Equal("ci-run-failed", problem.Code);
        Assert.Contains("job 'test', step 'npm test'", problem.Message, StringComparison.Ordinal);
        Assert.Contains("the last line", end.Messages[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_red_run_is_reported_without_its_log_when_that_can_not_be_read_for_long()
    {
        var action = Action();
        var task = new TaskBuilder().Build();
        var input = VerifyFirstRunAction.StepFor(_repository, "sha", _clock.GetUtcNow()).Input;
        var step = new StepRun("verify", "Verify", 0, 1, null, true, _clock.GetUtcNow());
        var call = new ActionCall(task.Id, step, action.Id, input, null, "check", JsonValue.Create(1));
        _github.Repositories[Orders].Runs = [Run("completed", "failure", ("test", "failure"))];
        _github.LogsAreThere = false;

        await Assert.ThrowsAsync<TransientSourceControlException>(() => action.RunAsync(task, call, Cancel));
        var end = await action.RunAsync(task, call with { Attempt = 4 }, Cancel);

        Assert.Equal("ci-run-failed", Assert.Single(end.Problems).Code);
        Assert.Empty(end.Messages);
    }

    [Fact]
    public async Task A_red_run_does_not_wait_for_the_others()
    {
        var end = await DriveAsync([Run("in_progress", null), Run("completed", "failure", ("test", "failure"))]);

        Assert.Equal("ci-run-failed", Assert.Single(end.Problems).Code);
    }

    [Fact]
    public async Task A_run_in_which_nothing_was_executed_is_not_called_green()
    {
        var end = await DriveAsync([Run("completed", "skipped", ("test", "skipped"))]);

        Assert.Equal("skipped", end.Output!["conclusion"]!.GetValue<string>());
    }

    [Fact]
    public async Task No_run_is_believed_only_after_90_seconds()
    {
        var began = _clock.GetUtcNow();
        var end = await DriveAsync([]);

        Assert.Equal("ci-run-missing", Assert.Single(end.Problems).Code);
        Assert.InRange(_clock.GetUtcNow() - began, TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(110));
    }

    [Fact]
    public async Task A_run_without_end_fails_the_task_after_half_an_hour()
    {
        var end = await DriveAsync([Run("queued", null)]);

        Assert.Equal("ci-run-timeout", Assert.Single(end.Problems).Code);
    }

    [Fact]
    public async Task A_template_names_the_repository_and_the_commit()
    {
        var end = await VerifyAsync(
            Named("github.com?owner=acme&repo=orders"), [Run("completed", "success", ("test", "success"))]);

        Assert.Equal("success", end.Output!["conclusion"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("gitlab.example?owner=acme&repo=orders", "repo-host-unknown")]
    [InlineData("github.com?owner=acme", "repo-url-incomplete")]
    public async Task A_repository_that_is_none_of_ours_is_refused_before_anything_is_called(string url, string code)
    {
        var end = await VerifyAsync(Named(url));

        Assert.Equal(code, Assert.Single(end.Problems).Code);
        Assert.Empty(_github.Calls);
    }

    private static JsonObject Named(string url) => new() { ["repoUrl"] = url, ["commitHash"] = new string('a', 40) };

    private VerifyFirstRunAction Action() => new(
        _github, new GitHubSteps(new FakeEnvironment(), new MemoryRepositories(), new FakeIdentity(), _clock),
        new MemoryMilestones(), _clock);

    private Task<ActionTurn> DriveAsync(params WorkflowRunSummary[][] looks) =>
        VerifyAsync(VerifyFirstRunAction.StepFor(_repository, "sha", _clock.GetUtcNow()).Input, looks);

    private async Task<ActionTurn> VerifyAsync(JsonObject input, params WorkflowRunSummary[][] looks)
    {
        var next = new Queue<WorkflowRunSummary[]>(looks);
        var driver = new ActionDriver(Action(), new TaskBuilder().Build(), _clock.GetUtcNow())
        {
            WhileWaiting = turn =>
            {
                _clock.Advance(turn.After);
                _github.Repositories[Orders].Runs = next.TryDequeue(out var look) ? look : _github.Repositories[Orders].Runs;
                return Task.CompletedTask;
            },
        };
        return await driver.RunAsync(input, null, Cancel);
    }

    private static WorkflowRunSummary Run(
        string status, string? conclusion, params (string Name, string Conclusion)[] jobs) => new(
        1, "ci", status, conclusion, new("https://github.com/acme/orders/actions/runs/1"),
        [.. jobs.Select((job, id) => new WorkflowJobSummary(
            id, job.Name, "completed", job.Conclusion, job.Conclusion == "failure" ? "npm test" : null))]);
}
