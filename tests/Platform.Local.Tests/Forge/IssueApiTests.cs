using Platform.TestKit.Forge;

namespace Platform.Local.Tests.Forge;

/// <summary>Every call and answer is checked against GitHub's description by the driver.</summary>
public sealed class IssueApiTests(ForgeDriver forge) : IClassFixture<ForgeDriver>
{
    [Fact]
    public async Task An_issue_is_opened_labelled_assigned_commented_on_and_closed()
    {
        var repository = await forge.NewRepositoryAsync();
        await forge.MustAsync("POST", $"{repository}/milestones", new { title = "First" });

        var made = await forge.MustAsync("POST", $"{repository}/issues", new
        {
            title = "Look",
            body = "Please.",
            labels = new[] { "a" },
            assignees = new[] { "ada" },
            milestone = 1,
        });
        await forge.MustAsync("POST", $"{repository}/issues/1/labels", new { labels = new[] { "A", "b c" } });
        await forge.MustAsync("POST", $"{repository}/issues/1/assignees", new { assignees = new[] { "bob" } });
        await forge.MustAsync("DELETE", $"{repository}/issues/1/labels/b%20c");
        await forge.MustAsync("POST", $"{repository}/issues/1/comments", new { body = "Done." });
        var closed = await forge.MustAsync(
            "PATCH", $"{repository}/issues/1", new { state = "closed", state_reason = "not_planned" });

        Assert.Equal((1, "First"), ((int)made["number"]!, $"{made["milestone"]!["title"]}"));
        Assert.Equal("a", $"{Assert.Single((await forge.MustAsync("GET", $"{repository}/issues/1/labels")).AsArray())!["name"]}");
        Assert.Equal(("closed", 2, 1), (
            $"{closed["state"]}", closed["assignees"]!.AsArray().Count, (int)closed["comments"]!));
        Assert.Empty((await forge.MustAsync("GET", $"{repository}/issues")).AsArray());
        Assert.Single((await forge.MustAsync("GET", $"{repository}/issues?state=all")).AsArray());
        await forge.MustAsync("GET", $"{repository}/milestones");
        await forge.MustAsync("GET", $"{repository}/issues/1/comments");
    }

    [Fact]
    public async Task What_is_wrong_or_not_there_is_refused_as_on_GitHub()
    {
        var repository = await forge.NewRepositoryAsync();
        await forge.MustAsync("POST", $"{repository}/issues", new { title = "One" });

        Assert.Equal(422, (await forge.SendAsync("POST", $"{repository}/issues", new { title = "x", milestone = 7 })).Status);
        Assert.Equal(404, (await forge.SendAsync("DELETE", $"{repository}/issues/1/labels/none")).Status);
        Assert.Equal(404, (await forge.GetAsync($"{repository}/issues/9")).Status);
        Assert.Equal(
            404, (await forge.SendAsync("POST", $"{repository}/issues/9/labels", new { labels = new[] { "a" } })).Status);
        Assert.Equal(404, (await forge.SendAsync("PATCH", $"{repository}/issues/9", new { state = "closed" })).Status);
    }

    [Fact]
    public async Task Pull_requests_and_issues_share_their_numbers_and_reviewers_must_be_known()
    {
        var repository = await forge.NewRepositoryAsync();
        await forge.MustAsync("POST", "_forge/people", new
        {
            org = repository.Split('/')[1],
            users = new[] { new { login = "ada", name = "Ada" } },
            teams = new[] { new { name = "Team A", members = new[] { "ada" } } },
        });
        await forge.MustAsync("POST", $"{repository}/issues", new { title = "One" });
        var head = await forge.CommitAsync(repository, new() { ["a"] = "a" }, await forge.HeadAsync(repository));
        await forge.MustAsync("POST", $"{repository}/git/refs", new { @ref = "refs/heads/a", sha = head });

        var pull = await forge.MustAsync("POST", $"{repository}/pulls", new { title = "Two", head = "a", @base = "main" });
        var asked = await forge.MustAsync(
            "POST", $"{repository}/pulls/2/requested_reviewers",
            new { reviewers = new[] { "ada" }, team_reviewers = new[] { "team-a" } });

        Assert.Equal(2, (int)pull["number"]!);
        Assert.Equal("team-a", $"{asked["requested_teams"]![0]!["slug"]}");
        Assert.Single((await forge.MustAsync("GET", $"{repository}/pulls/2/requested_reviewers"))["users"]!.AsArray());
        var refused = await forge.SendAsync(
            "POST", $"{repository}/pulls/2/requested_reviewers", new { reviewers = new[] { "nobody" } });
        Assert.Equal(422, refused.Status);
        await forge.MustAsync("POST", $"{repository}/issues/2/labels", new { labels = new[] { "a" } });
        Assert.Equal("a", $"{(await forge.MustAsync("GET", $"{repository}/pulls/2"))["labels"]![0]!["name"]}");
        Assert.NotNull((await forge.MustAsync("GET", $"{repository}/issues/2"))["pull_request"]);
        Assert.Equal(2, (await forge.MustAsync("GET", $"{repository}/issues")).AsArray().Count);
    }
}
