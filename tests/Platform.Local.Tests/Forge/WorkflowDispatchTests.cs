using System.Text.Json.Nodes;
using Platform.TestKit.Forge;
using Platform.TestKit.Services;

namespace Platform.Local.Tests.Forge;

public sealed class WorkflowDispatchTests(ForgeDriver forge) : IClassFixture<ForgeDriver>
{
    private const string Workflow =
        """
        name: Deploy
        on:
          workflow_dispatch:
            inputs:
              stage: { default: test }
              region: { default: west }
        jobs:
          deploy:
            runs-on: ubuntu-latest
            steps:
              - run: echo "to $STAGE in ${{ github.event.inputs.region }} by $GITHUB_EVENT_NAME"
                env:
                  STAGE: ${{ inputs.stage }}
        """;

    [Fact]
    public async Task A_workflow_is_started_by_hand_with_inputs_and_runs()
    {
        var repository = await forge.NewRepositoryAsync();
        await forge.PushFilesAsync(repository, new() { [".github/workflows/deploy.yml"] = Workflow });
        var workflow = $"{repository}/actions/workflows/deploy.yml";

        var started = await forge.MustAsync(
            "POST", $"{workflow}/dispatches",
            new { @ref = "main", inputs = new { stage = "production" }, return_run_details = true });
        var silent = await forge.SendAsync("POST", $"{workflow}/dispatches", new { @ref = "main" });

        Assert.Equal(204, silent.Status);
        JsonNode? run = null;
        await Eventually.HoldsAsync(
            async () =>
            {
                run = await forge.MustAsync("GET", $"{repository}/actions/runs/{started["workflow_run_id"]}");
                return $"{run["status"]}" == "completed";
            },
            TestContext.Current.CancellationToken);
        Assert.Equal(("workflow_dispatch", "success"), ($"{run!["event"]}", $"{run["conclusion"]}"));
        var jobs = (await forge.MustAsync("GET", $"{repository}/actions/runs/{run["id"]}/jobs"))["jobs"]!;
        Assert.Contains(
            "to production in west by workflow_dispatch", await new WorkflowDriver(forge).LogAsync(run, jobs[0]!));
        var runs = await forge.MustAsync("GET", $"{workflow}/runs?event=workflow_dispatch&branch=main");
        Assert.Equal(2, (int)runs["total_count"]!);
        Assert.Equal(0, (int)(await forge.MustAsync("GET", $"{repository}/actions/runs?event=push"))["total_count"]!);
    }

    [Fact]
    public async Task What_can_not_be_started_is_refused_as_on_GitHub()
    {
        var repository = await forge.NewRepositoryAsync();
        await forge.PushFilesAsync(repository, new()
        {
            [".github/workflows/deploy.yml"] = Workflow,
            [".github/workflows/ci.yml"] = "on: push\njobs: {}\n",
        });

        Assert.Equal(404, (await DispatchAsync(repository, "nothing.yml", "main")).Status);
        Assert.Equal(422, (await DispatchAsync(repository, "deploy.yml", "nothing")).Status);
        Assert.Equal(422, (await DispatchAsync(repository, "ci.yml", "main")).Status);
    }

    private Task<ForgeAnswer> DispatchAsync(string repository, string workflow, string reference) =>
        forge.SendAsync("POST", $"{repository}/actions/workflows/{workflow}/dispatches", new { @ref = reference });
}
