using Platform.TestKit.Forge;

namespace Platform.Local.Tests.Forge;

/// <summary>Check runs; every call and answer is checked against GitHub's description by the driver.</summary>
public sealed class CheckApiTests(ForgeDriver forge) : IClassFixture<ForgeDriver>
{
    [Fact]
    public async Task A_run_is_made_changed_and_the_latest_of_a_name_listed()
    {
        var repository = await forge.NewRepositoryAsync();
        var sha = await forge.HeadAsync(repository);
        await forge.MustAsync("POST", $"{repository}/check-runs", new { name = "look", head_sha = sha });
        var made = await forge.MustAsync(
            "POST", $"{repository}/check-runs", new { name = "look", head_sha = sha, external_id = "2", status = "in_progress" });
        var output = new
        {
            title = "One thing",
            summary = "It is wrong.",
            annotations = new[]
            {
                new { path = "README.md", start_line = 1, end_line = 1, annotation_level = "failure", message = "This." },
            },
        };

        var done = await forge.MustAsync(
            "PATCH", $"{repository}/check-runs/{made["id"]}", new { conclusion = "failure", output });

        Assert.Equal(("completed", "failure", 1), (
            $"{done["status"]}", $"{done["conclusion"]}", (int)done["output"]!["annotations_count"]!));
        var latest = await forge.MustAsync("GET", $"{repository}/commits/{sha}/check-runs?check_name=look");
        Assert.Equal("2", $"{Assert.Single(latest["check_runs"]!.AsArray())!["external_id"]}");
        var all = await forge.MustAsync("GET", $"{repository}/commits/{sha}/check-runs?filter=all");
        Assert.Equal(2, (int)all["total_count"]!);
        var notes = await forge.MustAsync("GET", $"{repository}/check-runs/{made["id"]}/annotations");
        Assert.Equal("README.md", $"{Assert.Single(notes.AsArray())!["path"]}");
    }
}
