using System.Text;
using Platform.TestKit.Forge;

namespace Platform.Local.Tests.Forge;

public sealed class BranchAndFileApiTests(ForgeDriver forge) : IClassFixture<ForgeDriver>
{
    [Fact]
    public async Task Branches_and_tags_are_made_listed_and_deleted()
    {
        var repository = await forge.NewRepositoryAsync();
        var sha = await forge.HeadAsync(repository);

        await forge.MustAsync("POST", $"{repository}/git/refs", new { @ref = "refs/heads/feature/a", sha });
        await forge.MustAsync("POST", $"{repository}/git/refs", new { @ref = "refs/tags/v1", sha });

        Assert.Equal(
            422,
            (await forge.SendAsync("POST", $"{repository}/git/refs", new { @ref = "refs/tags/v1", sha })).Status);
        Assert.Equal(
            422,
            (await forge.SendAsync("POST", $"{repository}/git/refs", new { @ref = "refs/heads/a..b", sha })).Status);
        Assert.Equal(
            ["feature/a", "main"],
            (await forge.MustAsync("GET", $"{repository}/branches")).AsArray().Select(branch => $"{branch!["name"]}"));
        Assert.Equal(sha, (await forge.MustAsync("GET", $"{repository}/branches/feature/a"))["commit"]!["sha"]!.ToString());
        Assert.Equal("v1", (await forge.MustAsync("GET", $"{repository}/tags"))[0]!["name"]!.ToString());
        Assert.Equal(2, (await forge.MustAsync("GET", $"{repository}/git/matching-refs/heads/")).AsArray().Count);
        Assert.Equal(
            sha,
            (await forge.MustAsync("GET", $"{repository}/git/refs/heads%2Ffeature%2Fa"))["object"]!["sha"]!.ToString());
        await forge.MustAsync("DELETE", $"{repository}/git/refs/heads/feature/a");
        Assert.Equal(404, (await forge.GetAsync($"{repository}/git/ref/heads/feature/a")).Status);
    }

    [Fact]
    public async Task Files_are_read_and_written_by_path()
    {
        var repository = await forge.NewRepositoryAsync();
        string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

        var made = await forge.SendAsync(
            "PUT",
            $"{repository}/contents/docs/a b.md",
            new { message = "Add", content = Encode("one") });
        var blind = await forge.SendAsync(
            "PUT",
            $"{repository}/contents/docs/a b.md",
            new { message = "Change", content = Encode("two") });
        var sha = made.Body!["content"]!["sha"]!.ToString();
        var changed = await forge.SendAsync(
            "PUT",
            $"{repository}/contents/docs/a b.md",
            new
            {
                message = "Change",
                content = Encode("two"),
                sha,
            });

        Assert.Equal((201, 422, 200), (made.Status, blind.Status, changed.Status));
        var read = await forge.MustAsync("GET", $"{repository}/contents/docs/a b.md");
        Assert.Equal("two", Encoding.UTF8.GetString(Convert.FromBase64String(read["content"]!.ToString())));
        Assert.Equal(
            ["README.md", "docs"],
            (await forge.MustAsync("GET", $"{repository}/contents")).AsArray().Select(entry => $"{entry!["name"]}"));
        Assert.Equal(404, (await forge.GetAsync($"{repository}/contents/nothing")).Status);
    }

    [Fact]
    public async Task The_first_file_of_an_empty_repository_makes_its_branch()
    {
        var organization = forge.NewOrganization();
        await forge.MustAsync("POST", $"orgs/{organization}/repos", new { name = "empty" });

        Assert.Equal(409, (await forge.GetAsync($"repos/{organization}/empty/git/ref/heads/main")).Status);
        await forge.MustAsync(
            "PUT",
            $"repos/{organization}/empty/contents/a.txt",
            new { message = "First", content = "YQ==" });

        Assert.Equal(40, (await forge.HeadAsync($"repos/{organization}/empty")).Length);
    }
}
