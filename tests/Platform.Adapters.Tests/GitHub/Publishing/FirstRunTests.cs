using Platform.Core.Scaffolding.Publishing;
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
            runs = (await driver.Source.FindRunsAsync(handle, commit.Value!, cancellation)).Value!;
        }

        Assert.Equal(("CI", "success"), (runs[0].Name, runs[0].Conclusion));
        var job = Assert.Single(runs[0].Jobs);
        Assert.Equal(("test", "completed", "success"), (job.Name, job.Status, job.Conclusion));
    }
}
