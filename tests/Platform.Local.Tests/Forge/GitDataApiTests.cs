using System.Text;
using Platform.TestKit.Forge;

namespace Platform.Local.Tests.Forge;

public sealed class GitDataApiTests(ForgeDriver forge) : IClassFixture<ForgeDriver>
{
    private static readonly object Author = new { name = "Ada", email = "ada@example.org", date = "2026-02-03T04:05:06+02:00" };

    [Fact]
    public async Task A_root_commit_replaces_the_first_commit_when_forced()
    {
        var repository = await forge.NewRepositoryAsync();
        var sha = await forge.CommitAsync(repository, new() { ["README.md"] = "ours" });

        var refused = await forge.SendAsync("PATCH", $"{repository}/git/refs/heads/main", new { sha });
        await forge.MustAsync("PATCH", $"{repository}/git/refs/heads/main", new { sha, force = true });

        Assert.Equal((422, "Update is not a fast forward"), (refused.Status, refused.Body!["message"]!.ToString()));
        Assert.Equal(sha, await forge.HeadAsync(repository));
        Assert.Single((await forge.MustAsync("GET", $"{repository}/commits")).AsArray());
    }

    [Fact]
    public async Task Equal_commits_have_equal_names()
    {
        var repository = await forge.NewRepositoryAsync();
        var files = new Dictionary<string, string> { ["a"] = "1" };

        Assert.Equal(await forge.CommitAsync(repository, files), await forge.CommitAsync(repository, files));
    }

    [Fact]
    public async Task Modes_and_binary_content_survive()
    {
        var repository = await forge.NewRepositoryAsync();
        byte[] binary = [0, 255, 13, 10, 0];
        var blob = await forge.MustAsync("POST", $"{repository}/git/blobs", new { content = Convert.ToBase64String(binary), encoding = "base64" });
        var tree = await forge.MustAsync("POST", $"{repository}/git/trees", new
        {
            tree = new object[]
            {
                new { path = "bin/run.sh", mode = "100755", type = "blob", content = "#!/bin/sh\n" },
                new { path = "link", mode = "120000", type = "blob", content = "bin/run.sh" },
                new { path = "logo.png", mode = "100644", type = "blob", sha = blob["sha"]!.ToString() },
            },
        });

        var read = await forge.MustAsync("GET", $"{repository}/git/trees/{tree["sha"]}?recursive=1");

        var modes = read["tree"]!.AsArray().ToDictionary(entry => $"{entry!["path"]}", entry => $"{entry!["mode"]}");
        Assert.Equal(("040000", "100755", "120000", "100644"), (modes["bin"], modes["bin/run.sh"], modes["link"], modes["logo.png"]));
        var content = (await forge.MustAsync("GET", $"{repository}/git/blobs/{blob["sha"]}"))["content"]!.ToString();
        Assert.Equal(binary, Convert.FromBase64String(content));
    }

    [Fact]
    public async Task A_base_tree_is_kept_where_it_is_not_changed()
    {
        var repository = await forge.NewRepositoryAsync();
        var first = await forge.CommitAsync(repository, new() { ["a/b/c.txt"] = "1", ["a/d.txt"] = "2", ["e/f.txt"] = "3" });
        var entries = new object[]
        {
            new { path = "a/d.txt", mode = "100644", type = "blob", content = "changed" },
            new { path = "e/f.txt", mode = "100644", type = "blob", sha = (string?)null },
        };

        var tree = await forge.MustAsync("POST", $"{repository}/git/trees", new { base_tree = first, tree = entries });

        var read = await forge.MustAsync("GET", $"{repository}/git/trees/{tree["sha"]}?recursive=1");
        Assert.Equal(["a", "a/b", "a/b/c.txt", "a/d.txt"], read["tree"]!.AsArray().Select(entry => $"{entry!["path"]}"));
    }

    [Theory]
    [InlineData("../up", "100644", "malformed path component")]
    [InlineData("a//b", "100644", "malformed path component")]
    [InlineData(".git/hooks/x", "100644", "malformed path component")]
    [InlineData("a", "100640", "valid tree.mode")]
    public async Task A_tree_entry_that_git_would_not_have_is_refused(string path, string mode, string because)
    {
        var repository = await forge.NewRepositoryAsync();

        var answer = await forge.SendAsync("POST", $"{repository}/git/trees", new { tree = new[] { new { path, mode, type = "blob", content = "" } } });

        Assert.Equal(422, answer.Status);
        Assert.Contains(because, answer.Body!["message"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_exist_can_not_be_built_upon()
    {
        var repository = await forge.NewRepositoryAsync();
        var (nothing, tree) = (new string('0', 40), (await forge.MustAsync("POST", $"{repository}/git/trees", new { tree = Array.Empty<object>() }))["sha"]!);

        async Task<string> MessageOf(string path, object body) => (await forge.SendAsync("POST", $"{repository}/{path}", body)).Body!["message"]!.ToString();

        Assert.Equal("Tree SHA does not exist", await MessageOf("git/commits", new { message = "m", tree = nothing }));
        Assert.Contains("Parent SHA", await MessageOf("git/commits", new { message = "m", tree = $"{tree}", parents = new[] { nothing } }), StringComparison.Ordinal);
        Assert.Contains("base_tree", await MessageOf("git/trees", new { base_tree = nothing, tree = Array.Empty<object>() }), StringComparison.Ordinal);
        Assert.Equal("Object does not exist", await MessageOf("git/refs", new { @ref = "refs/heads/x", sha = nothing }));
    }

    [Fact]
    public async Task Branches_and_tags_are_made_listed_and_deleted()
    {
        var repository = await forge.NewRepositoryAsync();
        var sha = await forge.HeadAsync(repository);

        await forge.MustAsync("POST", $"{repository}/git/refs", new { @ref = "refs/heads/feature/a", sha });
        await forge.MustAsync("POST", $"{repository}/git/refs", new { @ref = "refs/tags/v1", sha });

        Assert.Equal(422, (await forge.SendAsync("POST", $"{repository}/git/refs", new { @ref = "refs/tags/v1", sha })).Status);
        Assert.Equal(422, (await forge.SendAsync("POST", $"{repository}/git/refs", new { @ref = "refs/heads/a..b", sha })).Status);
        Assert.Equal(["feature/a", "main"], (await forge.MustAsync("GET", $"{repository}/branches")).AsArray().Select(branch => $"{branch!["name"]}"));
        Assert.Equal(sha, (await forge.MustAsync("GET", $"{repository}/branches/feature/a"))["commit"]!["sha"]!.ToString());
        Assert.Equal("v1", (await forge.MustAsync("GET", $"{repository}/tags"))[0]!["name"]!.ToString());
        Assert.Equal(2, (await forge.MustAsync("GET", $"{repository}/git/matching-refs/heads/")).AsArray().Count);
        Assert.Equal(sha, (await forge.MustAsync("GET", $"{repository}/git/refs/heads%2Ffeature%2Fa"))["object"]!["sha"]!.ToString());
        await forge.MustAsync("DELETE", $"{repository}/git/refs/heads/feature/a");
        Assert.Equal(404, (await forge.GetAsync($"{repository}/git/ref/heads/feature/a")).Status);
    }

    [Fact]
    public async Task Commits_are_read_as_they_were_written()
    {
        var repository = await forge.NewRepositoryAsync();
        var tree = (await forge.MustAsync("POST", $"{repository}/git/trees", new { tree = Array.Empty<object>() }))["sha"]!.ToString();
        var made = await forge.MustAsync("POST", $"{repository}/git/commits", new { message = "Größe\n\nBody", tree, author = Author });

        var read = await forge.MustAsync("GET", $"{repository}/git/commits/{made["sha"]}");

        Assert.Equal("Größe\n\nBody", read["message"]!.ToString());
        Assert.Equal("2026-02-03T02:05:06Z", read["author"]!["date"]!.ToString());
        Assert.Equal(200, (await forge.GetAsync($"{repository}/commits/{made["sha"]}")).Status);
    }

    [Fact]
    public async Task Files_are_read_and_written_by_path()
    {
        var repository = await forge.NewRepositoryAsync();
        string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

        var made = await forge.SendAsync("PUT", $"{repository}/contents/docs/a b.md", new { message = "Add", content = Encode("one") });
        var blind = await forge.SendAsync("PUT", $"{repository}/contents/docs/a b.md", new { message = "Change", content = Encode("two") });
        var sha = made.Body!["content"]!["sha"]!.ToString();
        var changed = await forge.SendAsync("PUT", $"{repository}/contents/docs/a b.md", new { message = "Change", content = Encode("two"), sha });

        Assert.Equal((201, 422, 200), (made.Status, blind.Status, changed.Status));
        var read = await forge.MustAsync("GET", $"{repository}/contents/docs/a b.md");
        Assert.Equal("two", Encoding.UTF8.GetString(Convert.FromBase64String(read["content"]!.ToString())));
        Assert.Equal(["README.md", "docs"], (await forge.MustAsync("GET", $"{repository}/contents")).AsArray().Select(entry => $"{entry!["name"]}"));
        Assert.Equal(404, (await forge.GetAsync($"{repository}/contents/nothing")).Status);
    }

    [Fact]
    public async Task The_first_file_of_an_empty_repository_makes_its_branch()
    {
        var organization = forge.NewOrganization();
        await forge.MustAsync("POST", $"orgs/{organization}/repos", new { name = "empty" });

        Assert.Equal(409, (await forge.GetAsync($"repos/{organization}/empty/git/ref/heads/main")).Status);
        await forge.MustAsync("PUT", $"repos/{organization}/empty/contents/a.txt", new { message = "First", content = "YQ==" });

        Assert.Equal(40, (await forge.HeadAsync($"repos/{organization}/empty")).Length);
    }
}
