using Platform.TestKit.Forge;
using Platform.TestKit.Services;

namespace Platform.Local.Tests.Forge;

public sealed class GitHttpTests(ForgeDriver forge) : IClassFixture<ForgeDriver>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_commit_made_by_the_API_is_cloned_with_its_modes_and_is_sound()
    {
        using var git = new GitDriver();
        var repository = await forge.NewRepositoryAsync();
        var tree = await forge.MustAsync(
            "POST",
            $"{repository}/git/trees",
            new
            {
                tree = new[]
                {
                    ForgeDriver.Blob("bin/run.sh", "#!/bin/sh\necho hello\n", "100755"),
                    ForgeDriver.Blob("link", "bin/run.sh", "120000"),
                    ForgeDriver.Blob("bin.txt", "sorts between bin and bin/"),
                },
            });
        var commit = await forge.MustAsync(
            "POST",
            $"{repository}/git/commits",
            new { message = "All", tree = tree["sha"]!.ToString() });
        await forge.MustAsync(
            "PATCH",
            $"{repository}/git/refs/heads/main",
            new { sha = commit["sha"]!.ToString(), force = true });

        await git.RunAsync("clone", "--quiet", UrlOf(repository), ".");

        await git.RunAsync("fsck", "--full", "--strict");
        Assert.Equal(commit["sha"]!.ToString(), await git.RunAsync("rev-parse", "HEAD"));
        Assert.Equal("1", await git.RunAsync("rev-list", "--count", "HEAD"));
        Assert.StartsWith("100755 ", await git.RunAsync("ls-files", "--stage", "bin/run.sh"), StringComparison.Ordinal);
        Assert.Empty(await git.RunAsync("status", "--porcelain"));
        Assert.Equal("bin/run.sh", new FileInfo(Path.Combine(git.Folder, "link")).LinkTarget);
    }

    [Fact]
    public async Task A_push_needs_the_token_and_is_seen_by_the_API_and_the_hooks()
    {
        using var git = new GitDriver();
        await using var receiver = await WebhookReceiver.StartAsync();
        var repository = await forge.NewRepositoryAsync();
        await forge.MustAsync(
            "POST",
            $"{repository}/hooks",
            new { config = new { url = receiver.Url, content_type = "json" } });
        await git.RunAsync("clone", "--quiet", UrlOf(repository), ".");
        git.Write("src/new file.txt", new string('x', 200_000));
        await git.RunAsync("add", "--all");
        await git.RunAsync("commit", "--quiet", "--message", "By hand");

        var (anonymous, _) = await git.TryAsync("push", "--quiet", "origin", "main");
        await git.RunAsync("push", "--quiet", UrlOf(repository, forge.Token), "main", "main:refs/heads/other");

        Assert.NotEqual(0, anonymous);
        var sha = await git.RunAsync("rev-parse", "HEAD");
        Assert.Equal(sha, await forge.HeadAsync(repository));
        var file = await forge.MustAsync("GET", $"{repository}/contents/src/new%20file.txt?ref=other");
        Assert.Equal(200_000, (int)file["size"]!);
        await Eventually.HoldsAsync(() => receiver.Of("push").Count == 2, Cancellation);
    }

    [Fact]
    public async Task The_first_push_into_an_empty_repository_fills_it()
    {
        using var git = new GitDriver();
        var organization = forge.NewOrganization();
        await forge.MustAsync("POST", $"orgs/{organization}/repos", new { name = "empty" });
        await git.RunAsync("init", "--quiet");
        git.Write("README.md", "hello");
        await git.RunAsync("add", "--all");
        await git.RunAsync("commit", "--quiet", "--message", "First");

        await git.RunAsync("push", "--quiet", UrlOf($"repos/{organization}/empty", forge.Token), "main");

        Assert.Equal(await git.RunAsync("rev-parse", "HEAD"), await forge.HeadAsync($"repos/{organization}/empty"));
    }

    [Fact]
    public async Task A_forced_update_by_the_API_is_fetched()
    {
        using var git = new GitDriver();
        var repository = await forge.NewRepositoryAsync();
        await git.RunAsync("clone", "--quiet", UrlOf(repository), ".");
        var sha = await forge.CommitAsync(repository, new() { ["a.txt"] = "1" });
        await forge.MustAsync("PATCH", $"{repository}/git/refs/heads/main", new { sha, force = true });

        await git.RunAsync("fetch", "--quiet", "origin");
        await git.RunAsync("reset", "--quiet", "--hard", "origin/main");

        Assert.Equal(sha, await git.RunAsync("rev-parse", "HEAD"));
    }

    [Fact]
    public async Task What_somebody_packed_is_still_read()
    {
        using var git = new GitDriver();
        var repository = await forge.NewRepositoryAsync();
        var sha = await forge.PushFilesAsync(repository, new() { ["a.txt"] = "packed" });
        var id = (await forge.MustAsync("GET", repository))["id"]!.ToString();

        await git.RunAsync("-C", forge.GitDirectoryOf(id), "gc", "--quiet", "--prune=now");

        Assert.Equal(sha, await forge.HeadAsync(repository));
        Assert.Equal(6, (int)(await forge.MustAsync("GET", $"{repository}/contents/a.txt"))["size"]!);
        await forge.PushFilesAsync(repository, new() { ["b.txt"] = "loose again" });
        await git.RunAsync("clone", "--quiet", UrlOf(repository), "clone");
        await git.RunAsync("-C", "clone", "fsck", "--full", "--strict");
    }

    [Fact]
    public async Task What_is_not_there_can_not_be_cloned()
    {
        using var git = new GitDriver();

        var (status, output) = await git.TryAsync("clone", "--quiet", $"{forge.Url}nobody/nothing.git", ".");

        Assert.NotEqual(0, status);
        Assert.Contains("not found", output, StringComparison.Ordinal);
    }

    private string UrlOf(string repository, string? token = null)
    {
        var url = new UriBuilder(forge.Url) { Path = $"{repository["repos/".Length..]}.git" };
        if (token is not null)
        {
            (url.UserName, url.Password) = ("x-access-token", token);
        }

        return url.Uri.ToString();
    }
}
