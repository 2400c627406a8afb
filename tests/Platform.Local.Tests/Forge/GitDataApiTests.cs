using Platform.TestKit.Forge;

namespace Platform.Local.Tests.Forge;

public sealed class GitDataApiTests(ForgeDriver forge) : IClassFixture<ForgeDriver>
{
    private static readonly object Author = new
    {
        name = "Ada",
        email = "ada@example.org",
        date = "2026-02-03T04:05:06+02:00",
    };

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
        var blob = await forge.MustAsync(
            "POST",
            $"{repository}/git/blobs",
            new { content = Convert.ToBase64String(binary), encoding = "base64" });
        var tree = await forge.MustAsync(
            "POST",
            $"{repository}/git/trees",
            new
            {
                tree = new object[]
                {
                    ForgeDriver.Blob("bin/run.sh", "#!/bin/sh\n", "100755"),
                    ForgeDriver.Blob("link", "bin/run.sh", "120000"),
                    new
                    {
                        path = "logo.png",
                        mode = "100644",
                        type = "blob",
                        sha = blob["sha"]!.ToString(),
                    },
                },
            });

        var read = await forge.MustAsync("GET", $"{repository}/git/trees/{tree["sha"]}?recursive=1");

        var modes = read["tree"]!.AsArray().ToDictionary(entry => $"{entry!["path"]}", entry => $"{entry!["mode"]}");
        Assert.Equal(
            ("040000", "100755", "120000", "100644"),
            (modes["bin"], modes["bin/run.sh"], modes["link"], modes["logo.png"]));
        var content = (await forge.MustAsync("GET", $"{repository}/git/blobs/{blob["sha"]}"))["content"]!.ToString();
        Assert.Equal(binary, Convert.FromBase64String(content));
    }

    [Fact]
    public async Task A_base_tree_is_kept_where_it_is_not_changed()
    {
        var repository = await forge.NewRepositoryAsync();
        var first = await forge.CommitAsync(
            repository,
            new()
            {
                ["a/b/c.txt"] = "1",
                ["a/d.txt"] = "2",
                ["e/f.txt"] = "3",
            });
        var entries = new object[]
        {
            ForgeDriver.Blob("a/d.txt", "changed"),
            new
            {
                path = "e/f.txt",
                mode = "100644",
                type = "blob",
                sha = (string?)null,
            },
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

        var answer = await forge.SendAsync(
            "POST",
            $"{repository}/git/trees",
            new { tree = new[] { ForgeDriver.Blob(path, "", mode) } });

        Assert.Equal(422, answer.Status);
        Assert.Contains(because, answer.Body!["message"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_exist_can_not_be_built_upon()
    {
        var repository = await forge.NewRepositoryAsync();
        var (nothing, tree) = (
            new string('0', 40),
            (await forge.MustAsync("POST", $"{repository}/git/trees", new { tree = Array.Empty<object>() }))["sha"]!);

        async Task<string> MessageOf(string path, object body) =>
            (await forge.SendAsync("POST", $"{repository}/{path}", body)).Body!["message"]!.ToString();

        Assert.Equal("Tree SHA does not exist", await MessageOf("git/commits", new { message = "m", tree = nothing }));
        Assert.Contains(
            "Parent SHA",
            await MessageOf(
                "git/commits",
                new
                {
                    message = "m",
                    tree = $"{tree}",
                    parents = new[] { nothing },
                }),
            StringComparison.Ordinal);
        Assert.Contains(
            "base_tree",
            await MessageOf("git/trees", new { base_tree = nothing, tree = Array.Empty<object>() }),
            StringComparison.Ordinal);
        Assert.Equal("Object does not exist", await MessageOf("git/refs", new { @ref = "refs/heads/x", sha = nothing }));
    }

    [Fact]
    public async Task Commits_are_read_as_they_were_written()
    {
        var repository = await forge.NewRepositoryAsync();
        var tree = (await forge.MustAsync("POST", $"{repository}/git/trees", new { tree = Array.Empty<object>() }))[
            "sha"
        ]!.ToString();
        var made = await forge.MustAsync(
            "POST",
            $"{repository}/git/commits",
            new
            {
                message = "Größe\n\nBody",
                tree,
                author = Author,
            });

        var read = await forge.MustAsync("GET", $"{repository}/git/commits/{made["sha"]}");

        Assert.Equal("Größe\n\nBody", read["message"]!.ToString());
        Assert.Equal("2026-02-03T02:05:06Z", read["author"]!["date"]!.ToString());
        Assert.Equal(200, (await forge.GetAsync($"{repository}/commits/{made["sha"]}")).Status);
    }
}
