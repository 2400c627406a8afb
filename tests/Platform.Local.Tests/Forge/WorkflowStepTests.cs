using Platform.TestKit.Forge;
using Platform.TestKit.Services;

namespace Platform.Local.Tests.Forge;

public sealed class WorkflowStepTests(ForgeDriver forge) : IClassFixture<ForgeDriver>
{
    private readonly WorkflowDriver _workflows = new(forge);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Outputs_environment_and_path_are_handed_on()
    {
        var (run, jobs) = await _workflows.RunAsync(
            """
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

        Assert.True("success" == run["conclusion"]!.ToString(), await _workflows.LogAsync(run, jobs[0]!));
        Assert.Equal(["success", "success"], jobs.Select(job => $"{job!["conclusion"]}"));
    }

    [Fact]
    public async Task A_matrix_makes_a_job_of_each_combination()
    {
        var (run, jobs) = await _workflows.RunAsync(
            """
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
            ["test", "test (ubuntu-latest, 1)", "test (ubuntu-latest, 3, yes)"],
            jobs.Select(job => $"{job!["name"]}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_job_sees_neither_the_forges_token_nor_the_home_of_its_user()
    {
        var (run, jobs) = await _workflows.RunAsync(
            Workflows.Steps(
                """
                - run: env | sort; ls -A "$HOME"; pwd
                """));

        var log = await _workflows.LogAsync(run, jobs[0]!);
        Assert.DoesNotContain(forge.Token, log, StringComparison.Ordinal);
        Assert.DoesNotContain($"HOME={Environment.GetEnvironmentVariable("HOME")}\n", log, StringComparison.Ordinal);
        Assert.DoesNotContain("AZURE", log, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_job_that_runs_too_long_is_cancelled_with_all_it_started()
    {
        var mark = $"forge-sleeper-{Guid.NewGuid():N}";
        var (run, jobs) = await _workflows.RunAsync(
            $"""
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
        await Eventually.HoldsAsync(() => !WorkflowDriver.IsRunning(mark), Cancellation);
    }

    [Fact]
    public async Task What_a_step_leaves_running_neither_holds_up_nor_outlives_the_job()
    {
        var mark = $"forge-sleeper-{Guid.NewGuid():N}";
        var (run, _) = await _workflows.RunAsync(
            Workflows.Steps(
                $"""
                - run: (exec -a {mark} sleep 300) &
                - run: echo done
                """));

        Assert.Equal("success", run["conclusion"]!.ToString());
        await Eventually.HoldsAsync(() => !WorkflowDriver.IsRunning(mark), Cancellation);
    }
}
