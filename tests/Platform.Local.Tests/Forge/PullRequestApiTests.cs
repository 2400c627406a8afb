using Platform.TestKit.Forge;

namespace Platform.Local.Tests.Forge;

/// <summary>Every call and answer is checked against GitHub's description by the driver.</summary>
public sealed class PullRequestApiTests(ForgeDriver forge) : IClassFixture<ForgeDriver>
{
    [Fact]
    public async Task A_pull_request_is_made_listed_read_and_is_an_issue_too()
    {
        var (repository, head) = await BranchedAsync("feature/a");

        var made = await forge.SendAsync("POST", $"{repository}/pulls", New("feature/a", draft: true));

        Assert.Equal(
            (201, 1, "open", true, "feature/a", head, "main"),
            (made.Status, (int)made.Body!["number"]!, $"{made.Body["state"]}", (bool)made.Body["draft"]!,
                $"{made.Body["head"]!["ref"]}", $"{made.Body["head"]!["sha"]}", $"{made.Body["base"]!["ref"]}"));
        Assert.Equal((1, 1, 1), ((int)made.Body["commits"]!, (int)made.Body["changed_files"]!, (int)made.Body["additions"]!));
        Assert.Equal([1], await NumbersAsync($"{repository}/pulls"));
        Assert.Equal([1], await NumbersAsync($"{repository}/issues?state=all"));
        Assert.Equal("A change", $"{(await forge.MustAsync("GET", $"{repository}/pulls/1"))["title"]}");
        Assert.Equal(404, (await forge.GetAsync($"{repository}/pulls/2")).Status);
    }

    [Fact]
    public async Task Lists_are_the_newest_first_and_can_be_for_one_branch_or_state()
    {
        var (repository, _) = await BranchedAsync("a");
        var owner = repository.Split('/')[1];
        await BranchAsync(repository, "b");
        await forge.MustAsync("POST", $"{repository}/pulls", New("a"));
        await forge.MustAsync("POST", $"{repository}/pulls", New($"{owner}:b"));
        await forge.MustAsync("PATCH", $"{repository}/pulls/1", new { state = "closed" });

        Assert.Equal([2], await NumbersAsync($"{repository}/pulls"));
        Assert.Equal([2, 1], await NumbersAsync($"{repository}/pulls?state=all"));
        Assert.Equal([1], await NumbersAsync($"{repository}/pulls?state=all&head={owner}:a"));
        Assert.Equal([], await NumbersAsync($"{repository}/pulls?state=all&head={owner}:c"));
        Assert.Equal([1], await NumbersAsync($"{repository}/pulls?state=closed"));
        Assert.Equal([], await NumbersAsync($"{repository}/pulls?base=other"));
    }

    [Fact]
    public async Task What_can_not_be_a_pull_request_is_refused_as_on_GitHub()
    {
        var (repository, _) = await BranchedAsync("a");
        await forge.MustAsync("POST", $"{repository}/pulls", New("a"));

        Assert.StartsWith("head custom A pull request already exists for", await RefusedAsync(repository, New("a")));
        Assert.Equal("head custom No commits between main and main", await RefusedAsync(repository, New("main")));
        Assert.Equal("head invalid", await RefusedAsync(repository, New("nothing")));
        Assert.Equal("head invalid", await RefusedAsync(repository, New("somebody:a")));
        Assert.Equal("base invalid", await RefusedAsync(repository, New("a", into: "nothing")));
        Assert.Equal("title missing_field", await RefusedAsync(repository, new { head = "a", @base = "main" }));
    }

    [Fact]
    public async Task People_comment_on_it_and_it_is_closed_and_opened_again()
    {
        var (repository, _) = await BranchedAsync("a");
        await forge.MustAsync("POST", $"{repository}/pulls", New("a"));

        var comment = await forge.SendAsync("POST", $"{repository}/issues/1/comments", new { body = "Thanks." });
        var closed = await forge.MustAsync("PATCH", $"{repository}/pulls/1", new { state = "closed" });
        var opened = await forge.MustAsync("PATCH", $"{repository}/pulls/1", new { state = "open", title = "Another" });

        Assert.Equal(201, comment.Status);
        Assert.Equal("Thanks.", $"{(await forge.MustAsync("GET", $"{repository}/issues/1/comments"))[0]!["body"]}");
        Assert.Equal(("closed", false), ($"{closed["state"]}", closed["closed_at"] is null));
        Assert.Equal(("open", true, "Another", 1), (
            $"{opened["state"]}", opened["closed_at"] is null, $"{opened["title"]}", (int)opened["comments"]!));
        Assert.Equal(404, (await forge.SendAsync("POST", $"{repository}/issues/2/comments", new { body = "?" })).Status);
    }

    [Theory]
    [InlineData("merge", 2)]
    [InlineData("squash", 1)]
    public async Task Merging_brings_its_files_into_the_branch(string method, int parents)
    {
        var (repository, _) = await BranchedAsync("a");
        await forge.PushFilesAsync(repository, new() { ["README.md"] = "# Service" });
        await forge.MustAsync("POST", $"{repository}/pulls", New("a"));

        var merged = await forge.MustAsync("PUT", $"{repository}/pulls/1/merge", new { merge_method = method });

        var pull = await forge.MustAsync("GET", $"{repository}/pulls/1");
        Assert.Equal(("closed", true), ($"{pull["state"]}", (bool)pull["merged"]!));
        var head = await forge.HeadAsync(repository);
        Assert.Equal($"{merged["sha"]}", head);
        var commit = await forge.MustAsync("GET", $"{repository}/git/commits/{head}");
        Assert.Equal(parents, commit["parents"]!.AsArray().Count);
        Assert.Equal(200, (await forge.GetAsync($"{repository}/contents/a.txt")).Status);
        Assert.Equal(405, (await forge.SendAsync("PUT", $"{repository}/pulls/1/merge", new { })).Status);
    }

    [Fact]
    public async Task Both_changing_the_same_can_not_be_merged()
    {
        var (repository, _) = await BranchedAsync("a");
        await forge.MustAsync("POST", $"{repository}/pulls", New("a"));
        await forge.PushFilesAsync(repository, new() { ["a.txt"] = "theirs", ["README.md"] = "#" });

        Assert.Equal(405, (await forge.SendAsync("PUT", $"{repository}/pulls/1/merge", new { })).Status);
    }

    [Fact]
    public async Task Pushing_its_head_to_the_other_branch_merges_it_and_deleting_the_head_closes_it()
    {
        var (repository, head) = await BranchedAsync("a");
        await BranchAsync(repository, "b");
        await forge.MustAsync("POST", $"{repository}/pulls", New("a"));
        await forge.MustAsync("POST", $"{repository}/pulls", New("b"));

        await forge.MustAsync("PATCH", $"{repository}/git/refs/heads/main", new { sha = head, force = false });
        await forge.MustAsync("DELETE", $"{repository}/git/refs/heads/b");

        Assert.True((bool)(await forge.MustAsync("GET", $"{repository}/pulls/1"))["merged"]!);
        var gone = await forge.MustAsync("GET", $"{repository}/pulls/2");
        Assert.Equal(("closed", false), ($"{gone["state"]}", (bool)gone["merged"]!));
        Assert.Equal(422, (await forge.SendAsync("PATCH", $"{repository}/pulls/2", new { state = "open" })).Status);
    }

    [Fact]
    public async Task Commits_that_come_to_its_head_are_its_own()
    {
        var (repository, head) = await BranchedAsync("a");
        await forge.MustAsync("POST", $"{repository}/pulls", New("a"));
        var next = await forge.CommitAsync(repository, new() { ["a.txt"] = "a", ["b.txt"] = "b" }, head);

        await forge.MustAsync("PATCH", $"{repository}/git/refs/heads/a", new { sha = next });

        var pull = await forge.MustAsync("GET", $"{repository}/pulls/1");
        Assert.Equal((next, 2), ($"{pull["head"]!["sha"]}", (int)pull["commits"]!));
    }

    [Fact]
    public async Task A_restarted_forge_still_has_it()
    {
        await using var own = new ForgeDriver();
        await own.InitializeAsync();
        var repository = await own.NewRepositoryAsync();
        var sha = await own.CommitAsync(repository, new() { ["a.txt"] = "a" }, await own.HeadAsync(repository));
        await own.MustAsync("POST", $"{repository}/git/refs", new { @ref = "refs/heads/a", sha });
        await own.MustAsync("POST", $"{repository}/pulls", New("a"));

        await own.RestartAsync();

        Assert.Equal(1, (int)(await own.MustAsync("GET", $"{repository}/pulls"))[0]!["number"]!);
    }

    private static object New(string head, string into = "main", bool draft = false) =>
        new { title = "A change", head, @base = into, body = "Because.", draft };

    /// <summary>A repository with a branch that has one file more.</summary>
    private async Task<(string Repository, string Head)> BranchedAsync(string branch)
    {
        var repository = await forge.NewRepositoryAsync();
        return (repository, await BranchAsync(repository, branch));
    }

    private async Task<string> BranchAsync(string repository, string branch)
    {
        var main = await forge.HeadAsync(repository);
        var readme = await forge.MustAsync("GET", $"{repository}/contents/README.md");
        var text = System.Text.Encoding.UTF8.GetString(Convert.FromBase64String($"{readme["content"]}".Replace("\n", "")));
        var sha = await forge.CommitAsync(repository, new() { ["README.md"] = text, ["a.txt"] = "ours" }, main, branch);
        await forge.MustAsync("POST", $"{repository}/git/refs", new { @ref = $"refs/heads/{branch}", sha });
        return sha;
    }

    private async Task<IEnumerable<int>> NumbersAsync(string path) =>
        (await forge.MustAsync("GET", path)).AsArray().Select(pull => (int)pull!["number"]!);

    private async Task<string> RefusedAsync(string repository, object pull)
    {
        var answer = await forge.SendAsync("POST", $"{repository}/pulls", pull);
        Assert.Equal(422, answer.Status);
        var error = answer.Body!["errors"]![0]!;
        return $"{error["field"]} {error["code"]} {error["message"]}".Trim();
    }
}
