using Platform.TestKit.Forge;
using Platform.TestKit.Services;

namespace Platform.Local.Tests.Forge;

public sealed class WorkflowRunTests(ForgeDriver forge) : IClassFixture<ForgeDriver>
{
    private readonly WorkflowDriver _workflows = new(forge);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_passing_workflow_is_green_and_hooks_hear_of_its_three_stages()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var repository = await forge.NewRepositoryAsync();
        await forge.MustAsync(
            "POST",
            $"{repository}/hooks",
            new { config = new { url = receiver.Url, content_type = "json" }, events = new[] { "workflow_run" } });

        var (run, jobs) = await _workflows.RunAsync(repository, Workflows.Green);

        Assert.Equal("success", run["conclusion"]!.ToString());
        Assert.Equal(
            ["Set up job", "Run actions/checkout@v5", "Run test -f .github/workflows/ci.yml", "Complete job"],
            jobs[0]!["steps"]!.AsArray().Select(step => $"{step!["name"]}"));
        await Eventually.HoldsAsync(() => receiver.Of("workflow_run").Count == 3, Cancellation);
        Assert.Equal(
            ["completed", "in_progress", "requested"],
            receiver.Of("workflow_run").Select(webhook => webhook.Action).Order());
        var completed = receiver.Of("workflow_run").Single(webhook => webhook.Action == "completed").Payload[
            "workflow_run"
        ]!;
        Assert.Equal(("success", run["head_sha"]!.ToString()), ($"{completed["conclusion"]}", $"{completed["head_sha"]}"));
    }

    [Fact]
    public async Task A_failing_step_makes_the_run_red_and_skips_what_follows()
    {
        var (run, jobs) = await _workflows.RunAsync(
            Workflows.Steps(
                """
                - run: |
                    echo before
                    false
                    echo after
                - run: echo never
                - if: failure()
                  run: echo cleaning up
                """));

        Assert.Equal("failure", run["conclusion"]!.ToString());
        Assert.Equal(
            ["success", "failure", "skipped", "success", "success"],
            jobs[0]!["steps"]!.AsArray().Select(step => $"{step!["conclusion"]}"));
        var log = await _workflows.LogAsync(run, jobs[0]!);
        Assert.Contains("before", log, StringComparison.Ordinal);
        Assert.Contains("Process completed with exit code 1", log, StringComparison.Ordinal);
        Assert.Contains("cleaning up", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_that_can_not_be_executed_is_skipped_by_name_and_so_is_what_needs_it()
    {
        var (run, jobs) = await _workflows.RunAsync(
            """
            on: push
            jobs:
              test:
                runs-on: ubuntu-latest
                steps: [{ run: "true" }]
              image:
                name: Build the image
                needs: test
                runs-on: ubuntu-latest
                steps: [{ uses: docker/build-push-action@v6 }]
              deploy:
                needs: image
                runs-on: ubuntu-latest
                steps: [{ run: exit 1 }]
              windows:
                runs-on: windows-latest
                steps: [{ run: exit 1 }]
              database:
                runs-on: ubuntu-latest
                services: { db: { image: postgres } }
                steps: [{ run: exit 1 }]
              container:
                runs-on: ubuntu-latest
                container: node:22
                steps: [{ run: exit 1 }]
              secret:
                runs-on: ubuntu-latest
                steps: [{ run: "exit 1 # ${{ secrets.KEY }}" }]
              reusable:
                uses: ./.github/workflows/other.yml
              future:
                runs-on: ubuntu-latest
                steps: [{ run: "exit 1 # ${{ unheardOf() }}" }]
            """);

        Assert.Equal("success", run["conclusion"]!.ToString());
        var byName = jobs.ToDictionary(
            job => $"{job!["name"]}",
            job => ($"{job!["conclusion"]}", $"{job["steps"]!.AsArray().FirstOrDefault()?["name"]}"));
        Assert.Equal(("success", "Set up job"), byName["test"]);
        Assert.Equal(("skipped", "Not executed: it uses docker/build-push-action@v6"), byName["Build the image"]);
        Assert.Equal(("skipped", ""), byName["deploy"]);
        Assert.Equal(("skipped", "Not executed: it runs on windows-latest, not on ubuntu"), byName["windows"]);
        Assert.Equal(("skipped", "Not executed: it needs service containers"), byName["database"]);
        Assert.Equal(("skipped", "Not executed: it runs in a container"), byName["container"]);
        Assert.Equal(
            ("skipped", "Not executed: it reads secrets.KEY, and the forge has no secrets to give"),
            byName["secret"]);
        Assert.Equal(("skipped", "Not executed: it calls the workflow ./.github/workflows/other.yml"), byName["reusable"]);
        Assert.Equal(("skipped", "Not executed: The function unheardOf is not supported"), byName["future"]);
    }

    [Fact]
    public async Task A_run_in_which_nothing_was_executed_is_skipped_and_not_green()
    {
        var (run, _) = await _workflows.RunAsync(
            "{ on: push, jobs: { a: { runs-on: macos-latest, steps: [{ run: 'true' }] } } }");

        Assert.Equal("skipped", run["conclusion"]!.ToString());
    }

    [Fact]
    public async Task A_broken_workflow_is_a_failed_run()
    {
        var (run, jobs) = await _workflows.RunAsync(
            "on: push\njobs:\n  a: { needs: nobody, runs-on: ubuntu-latest, steps: [{ run: 'true' }] }");

        Assert.Equal(("failure", 0), ($"{run["conclusion"]}", jobs.Count));
    }
}
