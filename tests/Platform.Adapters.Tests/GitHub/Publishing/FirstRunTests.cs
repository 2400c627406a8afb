using Platform.Core.Scaffolding.Publishing;
using Platform.TestKit.Forge;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.GitHub.Publishing;

public sealed class FirstRunTests(ForgeFixture forge) : IClassFixture<ForgeFixture>
{
    private readonly string _organization = forge.NewOrganization();

    [Fact]
    public async Task The_first_CI_run_of_the_commit_is_found_with_its_jobs()
    {
        using var driver = new PublishDriver(forge, _organization);
        var cancellation = TestContext.Current.CancellationToken;
        var handle = (await driver.Source.CreateOrAdoptAsync(driver.Request, cancellation)).Value!;
        handle = (await driver.RetryAsync(token => driver.Source.WaitUntilReadyAsync(driver.Request, handle, token))).Value!;
        const string Workflow =
            "name: CI\non: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo fine\n";
        var commit = await driver.Source.CommitAsync(
            handle, PublishDriver.CommitOf(CommitEntry.Inline(".github/workflows/ci.yml", "100644", Workflow)), cancellation);
        await driver.Source.PushAsync(handle, commit.Value!, cancellation);

        IReadOnlyList<WorkflowRunSummary> runs = [];
        while (runs is not [{ IsCompleted: true }])
        {
            await Task.Delay(100, cancellation);
            runs = (await driver.Source.FindRunsAsync(handle.Repository, commit.Value!, cancellation)).Value!;
        }

        Assert.Equal(("CI", "success"), (runs[0].Name, runs[0].Conclusion));
        var job = Assert.Single(runs[0].Jobs);
        Assert.Equal(("test", "completed", "success"), (job.Name, job.Status, job.Conclusion));
        await AssertReadUnderFaultsAsync(driver, handle, commit.Value!, job.Id);
    }

    /// <summary>Each fault at each call that looks at runs; they are there already, so nothing else is waited for.</summary>
    private async Task AssertReadUnderFaultsAsync(PublishDriver driver, RepositoryHandle handle, string sha, long jobId)
    {
        using var journal = new ForgeJournal(forge);
        ForgeCall[] calls =
        [
            new("GET", "/repos/{owner}/{repo}/actions/runs"),
            new("GET", "/repos/{owner}/{repo}/actions/runs/{run_id}/jobs"),
            new("GET", "/repos/{owner}/{repo}/actions/jobs/{job_id}/logs"),
        ];
        foreach (var fault in ForgeFault.Passing.Where(fault => !fault.IsSlow && fault.CanMeet(calls[0])))
        {
            foreach (var call in calls)
            {
                await journal.OrderAsync(_organization, fault, call);
            }

            var runs = await driver.RetryAsync(token => driver.Source.FindRunsAsync(handle.Repository, sha, token));
            var log = await driver.RetryAsync(token => driver.Source.ReadJobLogAsync(handle.Repository, jobId, 10, token));

            Assert.Equal("success", Assert.Single(Assert.Single(runs.Value!).Jobs).Conclusion);
            Assert.Contains("fine", log.Value, StringComparison.Ordinal);
            Assert.Empty(calls.Except(await journal.FaultedAsync(_organization, fault.Kind)));
        }
    }
}
