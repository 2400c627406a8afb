using Platform.TestKit.Forge;

namespace Platform.Local.Tests.Forge;

/// <summary>What git makes of a transport that fails: it says so, does nothing by halves, and works the next time.</summary>
public sealed class GitFaultTests(ForgeDriver forge) : IClassFixture<ForgeDriver>
{
    private const string InfoRefs = "/{owner}/{repo}/info/refs";
    private const string UploadPack = "/{owner}/{repo}/git-upload-pack";
    private const string ReceivePack = "/{owner}/{repo}/git-receive-pack";

    // A connection that dies before its first byte is tried once more by git itself.
    private const int OftenEnough = 5;

    private static readonly string[] Failures =
    [
        "drop-before", "drop-after", "server-error", "server-error-after", "error-page", "too-many-requests", "not-found",
        "half-body",
    ];

    public static MatrixTheoryData<string, string> Fetching => new([InfoRefs, UploadPack], Failures);

    [Theory]
    [MemberData(nameof(Fetching))]
    public async Task A_clone_that_fails_says_so_and_succeeds_the_next_time(string route, string fault)
    {
        using var git = new GitDriver();
        var repository = await forge.NewRepositoryAsync();
        await OrderAsync(repository, route, new() { ["fault"] = fault, ["times"] = OftenEnough });

        var (status, output) = await git.TryAsync("clone", "--quiet", UrlOf(repository), "first");
        await forge.MustAsync("DELETE", $"_forge/faults?org={repository.Split('/')[1]}");
        await git.RunAsync("clone", "--quiet", UrlOf(repository), "second");

        Assert.True(status != 0, output);
        Assert.Equal(await forge.HeadAsync(repository), await git.RunAsync("-C", "second", "rev-parse", "HEAD"));
        await AssertMetAsync(repository, route, fault);
    }

    [Theory]
    [InlineData("truncated-body")]
    [InlineData("slow-headers")]
    [InlineData("slow-body")]
    public async Task A_slow_or_truncated_answer_never_makes_a_wrong_clone(string fault)
    {
        using var git = new GitDriver();
        var repository = await forge.NewRepositoryAsync();
        await OrderAsync(repository, UploadPack, new() { ["fault"] = fault, ["skip"] = 1, ["delayMilliseconds"] = 200 });

        var (status, _) = await git.TryAsync("clone", "--quiet", UrlOf(repository), "first");

        Assert.Equal(fault == "truncated-body", status != 0);
        await AssertMetAsync(repository, UploadPack, fault);
    }

    [Theory]
    [InlineData("drop-before", false)]
    [InlineData("server-error", false)]
    [InlineData("drop-after", true)]
    [InlineData("server-error-after", true)]
    [InlineData("half-body", true)]
    public async Task A_push_that_fails_has_happened_or_not_and_can_be_repeated(string fault, bool happened)
    {
        using var git = new GitDriver();
        var repository = await forge.NewRepositoryAsync();
        await git.RunAsync("clone", "--quiet", UrlOf(repository), ".");
        git.Write("a", "1");
        await git.RunAsync("add", "--all");
        await git.RunAsync("commit", "--quiet", "--message", "By hand");
        var sha = await git.RunAsync("rev-parse", "HEAD");
        await OrderAsync(repository, ReceivePack, new() { ["fault"] = fault, ["times"] = OftenEnough });

        var (status, output) = await git.TryAsync("push", "--quiet", UrlOf(repository, forge.Token), "main");

        Assert.True(status != 0, output);
        Assert.Equal(happened, await forge.HeadAsync(repository) == sha);
        await forge.MustAsync("DELETE", $"_forge/faults?org={repository.Split('/')[1]}");
        await git.RunAsync("push", "--quiet", UrlOf(repository, forge.Token), "main");
        Assert.Equal(sha, await forge.HeadAsync(repository));
        await AssertMetAsync(repository, ReceivePack, fault);
    }

    [Fact]
    public async Task A_clone_can_come_from_a_replica_that_lags_behind()
    {
        var repository = await forge.NewRepositoryAsync();
        var before = await forge.HeadAsync(repository);
        var head = "";

        // Whether a clone comes within two seconds of a push is up to the machine.
        for (var i = 1; head != before; i++)
        {
            Assert.True(i < 60, "No clone was stale.");
            using var git = new GitDriver();
            await Task.Delay(2500, TestContext.Current.CancellationToken);
            before = await forge.HeadAsync(repository);
            await forge.PushFilesAsync(repository, new() { ["a"] = $"{i}" });
            await OrderAsync(
                repository,
                "/{owner}/{repo}/*",
                new() { ["fault"] = "stale", ["delayMilliseconds"] = 2000, ["times"] = 10 });
            await git.RunAsync("clone", "--quiet", UrlOf(repository), ".");
            await git.RunAsync("fsck", "--full", "--strict");
            head = await git.RunAsync("rev-parse", "HEAD");
        }

        await AssertMetAsync(repository, UploadPack, "stale");
    }

    private string UrlOf(string repository, string? token = null)
    {
        var url = new Uri(forge.Url, $"{repository["repos/".Length..]}.git");
        return token is null ? url.AbsoluteUri : url.AbsoluteUri.Replace("://", $"://x:{token}@", StringComparison.Ordinal);
    }

    private async Task OrderAsync(string repository, string route, Dictionary<string, object?> rule)
    {
        rule["org"] = repository.Split('/')[1];
        rule["repo"] = "service";
        rule["routePattern"] = route;
        await forge.MustAsync("POST", "_forge/faults", rule);
    }

    private async Task AssertMetAsync(string repository, string route, string fault)
    {
        var journal = (await forge.MustAsync("GET", $"_forge/requests?org={repository.Split('/')[1]}&repo=service")).AsArray();
        Assert.Contains(journal, request => $"{request!["route"]}" == route && $"{request["fault"]}" == fault);
    }
}
