using System.Text.Json.Nodes;
using Platform.TestKit.Forge;
using Platform.TestKit.Services;

namespace Platform.Local.Tests.Forge;

public sealed class WorkflowTests(ForgeDriver forge) : IClassFixture<ForgeDriver>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_passing_workflow_is_green_and_hooks_hear_of_its_three_stages()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var repository = await forge.NewRepositoryAsync();
        await forge.MustAsync("POST", $"{repository}/hooks", new
        {
            config = new { url = receiver.Url, content_type = "json" },
            events = new[] { "workflow_run" },
        });

        var (run, jobs) = await RunAsync(repository, Workflows.Green);

        Assert.Equal("success", run["conclusion"]!.ToString());
        Assert.Equal(["Set up job", "Run actions/checkout@v5", "Run test -f .github/workflows/ci.yml", "Complete job"],
            jobs[0]!["steps"]!.AsArray().Select(step => $"{step!["name"]}"));
        await Eventually.HoldsAsync(() => receiver.Of("workflow_run").Count == 3, Cancellation);
        Assert.Equal(["completed", "in_progress", "requested"], receiver.Of("workflow_run").Select(webhook => webhook.Action).Order());
        var completed = receiver.Of("workflow_run").Single(webhook => webhook.Action == "completed").Payload["workflow_run"]!;
        Assert.Equal(("success", run["head_sha"]!.ToString()), ($"{completed["conclusion"]}", $"{completed["head_sha"]}"));
    }

    [Fact]
    public async Task A_failing_step_makes_the_run_red_and_skips_what_follows()
    {
        var (run, jobs) = await RunAsync(Workflows.Steps("""
            - run: |
                echo before
                false
                echo after
            - run: echo never
            - if: failure()
              run: echo cleaning up
            """));

        Assert.Equal("failure", run["conclusion"]!.ToString());
        Assert.Equal(["success", "failure", "skipped", "success", "success"],
            jobs[0]!["steps"]!.AsArray().Select(step => $"{step!["conclusion"]}"));
        var log = await LogAsync(run, jobs[0]!);
        Assert.Contains("before", log, StringComparison.Ordinal);
        Assert.Contains("Process completed with exit code 1", log, StringComparison.Ordinal);
        Assert.Contains("cleaning up", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_that_can_not_be_executed_is_skipped_by_name_and_so_is_what_needs_it()
    {
        var (run, jobs) = await RunAsync("""
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
        var byName = jobs.ToDictionary(job => $"{job!["name"]}", job => ($"{job!["conclusion"]}", $"{job["steps"]!.AsArray().FirstOrDefault()?["name"]}"));
        Assert.Equal(("success", "Set up job"), byName["test"]);
        Assert.Equal(("skipped", "Not executed: it uses docker/build-push-action@v6"), byName["Build the image"]);
        Assert.Equal(("skipped", ""), byName["deploy"]);
        Assert.Equal(("skipped", "Not executed: it runs on windows-latest, not on ubuntu"), byName["windows"]);
        Assert.Equal(("skipped", "Not executed: it needs service containers"), byName["database"]);
        Assert.Equal(("skipped", "Not executed: it runs in a container"), byName["container"]);
        Assert.Equal(("skipped", "Not executed: it reads secrets.KEY, and the forge has no secrets to give"), byName["secret"]);
        Assert.Equal(("skipped", "Not executed: it calls the workflow ./.github/workflows/other.yml"), byName["reusable"]);
        Assert.Equal(("skipped", "Not executed: The function unheardOf is not supported"), byName["future"]);
    }

    [Fact]
    public async Task A_run_in_which_nothing_was_executed_is_skipped_and_not_green()
    {
        var (run, _) = await RunAsync("{ on: push, jobs: { a: { runs-on: macos-latest, steps: [{ run: 'true' }] } } }");

        Assert.Equal("skipped", run["conclusion"]!.ToString());
    }

    [Fact]
    public async Task A_broken_workflow_is_a_failed_run()
    {
        var (run, jobs) = await RunAsync("on: push\njobs:\n  a: { needs: nobody, runs-on: ubuntu-latest, steps: [{ run: 'true' }] }");

        Assert.Equal(("failure", 0), ($"{run["conclusion"]}", jobs.Count));
    }

    [Fact]
    public async Task Outputs_environment_and_path_are_handed_on()
    {
        var (run, jobs) = await RunAsync("""
            name: CI
            on: [push]
            env: { LEVEL: workflow, STAGE: "${{ vars.STAGE || 'none' }}" }
            defaults: { run: { shell: bash } }
            jobs:
              first:
                runs-on: ubuntu-latest
                env: { LEVEL: job }
                outputs:
                  version: ${{ steps.make.outputs.version }}
                steps:
                  - id: make
                    run: |
                      echo "version=1.2.3" >> "$GITHUB_OUTPUT"
                      echo "FROM_FILE=yes" >> "$GITHUB_ENV"
                      printf 'TEXT<<END\none\ntwo\nEND\n' >> "$GITHUB_ENV"
                      mkdir tools && printf '#!/bin/sh\necho tool ran' > tools/mytool && chmod +x tools/mytool
                      echo "$PWD/tools" >> "$GITHUB_PATH"
                  - env: { LEVEL: step }
                    run: |
                      [ "$LEVEL" = step ] && [ "$FROM_FILE" = yes ] && [ "$STAGE" = none ] && [ "$(mytool)" = "tool ran" ]
                      [ "$TEXT" = "$(printf 'one\ntwo')" ] && [ "$GITHUB_SHA" = "${{ github.sha }}" ] && [ "$CI" = true ]
                  - run: |
                      [ "$LEVEL" = job ]
                  - shell: python
                    run: |
                      import os
                      assert os.environ["GITHUB_REPOSITORY"].endswith("/service")
                  - continue-on-error: true
                    id: shaky
                    run: exit 3
                  - run: '[ "${{ steps.shaky.outcome }} ${{ steps.shaky.conclusion }}" = "failure success" ]'
              second:
                needs: [first]
                runs-on: ubuntu-latest
                if: needs.first.outputs.version == '1.2.3' && startsWith(github.ref, 'refs/heads/')
                steps:
                  - run: '[ "${{ needs.first.outputs.version }}" = 1.2.3 ]'
            """);

        Assert.True("success" == run["conclusion"]!.ToString(), await LogAsync(run, jobs[0]!));
        Assert.Equal(["success", "success"], jobs.Select(job => $"{job!["conclusion"]}"));
    }

    [Fact]
    public async Task A_matrix_makes_a_job_of_each_combination()
    {
        var (run, jobs) = await RunAsync("""
            on: push
            jobs:
              test:
                runs-on: ${{ matrix.os }}
                strategy:
                  matrix:
                    os: [ubuntu-latest]
                    version: [1, 2, 3]
                    exclude: [{ version: 2 }]
                    include: [{ os: ubuntu-latest, version: 3, extra: yes }, { os: windows-latest, version: 9 }]
                steps:
                  - run: '[ "${{ matrix.version }}" != 2 ]'
            """);

        Assert.Equal("success", run["conclusion"]!.ToString());
        Assert.Equal(
            ["test", "test (ubuntu-latest, 1)", "test (ubuntu-latest, 3, yes)"], jobs.Select(job => $"{job!["name"]}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_job_sees_neither_the_forges_token_nor_the_home_of_its_user()
    {
        var (run, jobs) = await RunAsync(Workflows.Steps("""
            - run: env | sort; ls -A "$HOME"; pwd
            """));

        var log = await LogAsync(run, jobs[0]!);
        Assert.DoesNotContain(forge.Token, log, StringComparison.Ordinal);
        Assert.DoesNotContain($"HOME={Environment.GetEnvironmentVariable("HOME")}\n", log, StringComparison.Ordinal);
        Assert.DoesNotContain("AZURE", log, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_job_that_runs_too_long_is_cancelled_with_all_it_started()
    {
        var mark = $"forge-sleeper-{Guid.NewGuid():N}";
        var (run, jobs) = await RunAsync($"""
            on: push
            jobs:
              slow:
                runs-on: ubuntu-latest
                timeout-minutes: 0.02
                steps:
                  - run: |
                      (exec -a {mark} sleep 300) &
                      exec -a {mark} sleep 300
            """);

        Assert.Equal(("cancelled", "cancelled"), ($"{run["conclusion"]}", $"{jobs[0]!["conclusion"]}"));
        await Eventually.HoldsAsync(() => !IsRunning(mark), Cancellation);
    }

    [Fact]
    public async Task What_a_step_leaves_running_neither_holds_up_nor_outlives_the_job()
    {
        var mark = $"forge-sleeper-{Guid.NewGuid():N}";
        var (run, _) = await RunAsync(Workflows.Steps($"""
            - run: (exec -a {mark} sleep 300) &
            - run: echo done
            """));

        Assert.Equal("success", run["conclusion"]!.ToString());
        await Eventually.HoldsAsync(() => !IsRunning(mark), Cancellation);
    }

    [Fact]
    public async Task A_push_starts_only_the_workflows_that_want_it()
    {
        var repository = await forge.NewRepositoryAsync();
        string Workflow(string on) => $"{{ on: {on}, jobs: {{ a: {{ runs-on: ubuntu-latest, steps: [{{ run: 'true' }}] }} }} }}";

        await forge.PushFilesAsync(repository, new()
        {
            [".github/workflows/wanted.yml"] = Workflow("{ push: { branches: ['ma*', '!master'], paths: ['src/**'] } }"),
            [".github/workflows/other-branch.yml"] = Workflow("{ push: { branches: [release/**] } }"),
            [".github/workflows/tags.yaml"] = Workflow("{ push: { tags: ['v*'] } }"),
            [".github/workflows/other-paths.yml"] = Workflow("{ push: { branches: [main], paths-ignore: ['**'] } }"),
            [".github/workflows/pull-requests.yml"] = Workflow("pull_request"),
            ["src/a.txt"] = "1",
        });
        await forge.MustAsync("POST", $"{repository}/git/refs", new { @ref = "refs/tags/v1", sha = await forge.HeadAsync(repository) });

        var runs = (await forge.MustAsync("GET", $"{repository}/actions/runs"))["workflow_runs"]!.AsArray();
        Assert.Equal([".github/workflows/tags.yaml", ".github/workflows/wanted.yml"], runs.Select(run => $"{run!["path"]}").Order());
        Assert.Equal(0, (int)(await forge.MustAsync("GET", $"{repository}/actions/runs?head_sha={new string('0', 40)}"))["total_count"]!);
        Assert.Equal(1, (int)(await forge.MustAsync("GET", $"{repository}/actions/runs?branch=main&event=push"))["total_count"]!);
    }

    [Fact]
    public async Task A_commit_that_asks_for_no_CI_gets_none()
    {
        var repository = await forge.NewRepositoryAsync();

        await forge.PushFilesAsync(repository, new() { [".github/workflows/ci.yml"] = Workflows.Green }, "Deploy [skip ci]");

        Assert.Equal(0, (int)(await forge.MustAsync("GET", $"{repository}/actions/runs"))["total_count"]!);
    }

    private async Task<(JsonNode Run, JsonArray Jobs)> RunAsync(string workflow) => await RunAsync(await forge.NewRepositoryAsync(), workflow);

    private async Task<(JsonNode Run, JsonArray Jobs)> RunAsync(string repository, string workflow)
    {
        var sha = await forge.PushFilesAsync(repository, new() { [".github/workflows/ci.yml"] = workflow });
        JsonNode? run = null;
        await Eventually.HoldsAsync(async () =>
        {
            run = (await forge.MustAsync("GET", $"{repository}/actions/runs?head_sha={sha}&event=push"))["workflow_runs"]!.AsArray().FirstOrDefault();
            return run?["status"]!.ToString() == "completed";
        }, Cancellation);
        var jobs = (await forge.MustAsync("GET", $"{repository}/actions/runs/{run!["id"]}/jobs"))["jobs"]!.AsArray();
        return (await forge.MustAsync("GET", $"{repository}/actions/runs/{run["id"]}"), jobs);
    }

    private async Task<string> LogAsync(JsonNode run, JsonNode job)
    {
        var answer = await forge.GetAsync($"repos/{run["repository"]!["full_name"]}/actions/jobs/{job["id"]}/logs");
        Assert.Equal(302, answer.Status);
        using var anonymous = new HttpClient();
        return await anonymous.GetStringAsync(answer.Headers.Location, Cancellation);
    }

    private static bool IsRunning(string mark) => Directory.EnumerateDirectories("/proc").Any(process =>
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline")).Contains(mark, StringComparison.Ordinal);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    });
}
