using Platform.TestKit.Forge;

namespace Platform.Local.Tests.Forge;

public sealed class WorkflowTriggerTests(ForgeDriver forge) : IClassFixture<ForgeDriver>
{
    private readonly WorkflowDriver _workflows = new(forge);

    [Fact]
    public async Task A_push_starts_only_the_workflows_that_want_it()
    {
        var repository = await forge.NewRepositoryAsync();
        string Workflow(string on) =>
            $"{{ on: {on}, jobs: {{ a: {{ runs-on: ubuntu-latest, steps: [{{ run: 'true' }}] }} }} }}";

        await forge.PushFilesAsync(
            repository,
            new()
            {
                [".github/workflows/wanted.yml"] = Workflow("{ push: { branches: ['ma*', '!master'], paths: ['src/**'] } }"),
                [".github/workflows/other-branch.yml"] = Workflow("{ push: { branches: [release/**] } }"),
                [".github/workflows/tags.yaml"] = Workflow("{ push: { tags: ['v*'] } }"),
                [".github/workflows/other-paths.yml"] = Workflow("{ push: { branches: [main], paths-ignore: ['**'] } }"),
                [".github/workflows/pull-requests.yml"] = Workflow("pull_request"),
                ["src/a.txt"] = "1",
            });
        await forge.MustAsync(
            "POST",
            $"{repository}/git/refs",
            new { @ref = "refs/tags/v1", sha = await forge.HeadAsync(repository) });

        var runs = (await forge.MustAsync("GET", $"{repository}/actions/runs"))["workflow_runs"]!.AsArray();
        Assert.Equal(
            [".github/workflows/tags.yaml", ".github/workflows/wanted.yml"],
            runs.Select(run => $"{run!["path"]}").Order());
        Assert.Equal(
            0,
            (int)(await forge.MustAsync("GET", $"{repository}/actions/runs?head_sha={new string('0', 40)}"))["total_count"]!);
        Assert.Equal(
            1,
            (int)(await forge.MustAsync("GET", $"{repository}/actions/runs?branch=main&event=push"))["total_count"]!);
    }

    [Fact]
    public async Task A_commit_that_asks_for_no_CI_gets_none()
    {
        var repository = await forge.NewRepositoryAsync();

        await forge.PushFilesAsync(repository, new() { [".github/workflows/ci.yml"] = Workflows.Green }, "Deploy [skip ci]");

        Assert.Equal(0, (int)(await forge.MustAsync("GET", $"{repository}/actions/runs"))["total_count"]!);
    }
}
