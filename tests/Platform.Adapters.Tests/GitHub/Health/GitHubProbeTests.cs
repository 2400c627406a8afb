using Microsoft.Extensions.Logging.Abstractions;
using Octokit;
using Platform.Adapters.GitHub;
using Platform.Adapters.GitHub.Budget;
using Platform.Adapters.GitHub.Health;
using Platform.Adapters.GitHub.Http;
using Platform.Core.Health;
using Platform.TestKit.Forge;

namespace Platform.Adapters.Tests.GitHub.Health;

public sealed class GitHubProbeTests(ForgeDriver forge) : IClassFixture<ForgeDriver>, IDisposable
{
    private readonly ScriptedGitHub _github = new();

    public void Dispose() => _github.Dispose();

    [Fact]
    public async Task A_token_that_the_forge_takes_is_fine()
    {
        var finding = await LookAsync(new SocketsHttpHandler(), forge.Url.AbsoluteUri, forge.Token);

        Assert.Equal(FindingStatus.Fine, finding.Status);
        Assert.Contains("GitHub accepts the token", finding.Message);
    }

    [Fact]
    public async Task A_token_that_the_forge_refuses_is_to_be_replaced()
    {
        var finding = await LookAsync(new SocketsHttpHandler(), forge.Url.AbsoluteUri, "revoked-token");

        Assert.Equal(FindingStatus.Failed, finding.Status);
        Assert.Equal("Make a new token and put it into GitHubToken.", finding.Fix);
        Assert.DoesNotContain("revoked-token", finding.Message);
    }

    [Fact]
    public async Task An_address_at_which_nothing_answers_is_not_shown()
    {
        var finding = await LookAsync(new SocketsHttpHandler(), "http://127.0.0.1:1/", "token");

        Assert.Equal(FindingStatus.Failed, finding.Status);
        Assert.StartsWith("GitHub can't be reached", finding.Message);
        Assert.DoesNotContain("127.0.0.1", finding.Message + finding.Fix);
    }

    [Fact]
    public async Task An_address_of_something_else_is_said_to_be_that()
    {
        var finding = await LookAsync(_github.Message(404, "Not Found"));

        Assert.Equal(FindingStatus.Failed, finding.Status);
        Assert.Contains("/api/v3/", finding.Fix);
        Assert.Equal("GET /prefix/api/v3/rate_limit", _github.Requests.Single());
    }

    [Fact]
    public async Task A_server_without_limits_is_fine() => Assert.Equal(
        FindingStatus.Fine, (await LookAsync(_github.Message(404, "Rate limiting is not enabled."))).Status);

    [Theory]
    [InlineData(5000, FindingStatus.Fine)]
    [InlineData(500, FindingStatus.Fine)]
    [InlineData(499, FindingStatus.Warning)]
    [InlineData(0, FindingStatus.Warning)]
    public async Task Few_calls_left_are_a_warning(int remaining, FindingStatus expected)
    {
        var finding = await LookAsync(_github.Answer(200, Limits(remaining)));

        Assert.Equal(expected, finding.Status);
        Assert.Contains($"{remaining} of 5000 calls are left until 12:00 UTC", finding.Message);
    }

    [Theory]
    [InlineData("repo, workflow, delete_repo", FindingStatus.Fine, "")]
    [InlineData("", FindingStatus.Fine, "")]
    [InlineData("repo, workflow", FindingStatus.Warning, "delete_repo")]
    [InlineData("repo, delete_repo", FindingStatus.Failed, "workflow")]
    [InlineData("read:user", FindingStatus.Failed, "repo and the scope workflow")]
    public async Task A_classic_tokens_scopes_are_compared_with_what_is_needed(string scopes, FindingStatus expected, string fix)
    {
        var finding = await LookAsync(_github.Answer(200, Limits(5000), ("X-OAuth-Scopes", scopes)));

        Assert.Equal(expected, finding.Status);
        Assert.Contains(fix, finding.Fix ?? string.Empty);
    }

    [Fact]
    public async Task Trouble_of_GitHubs_own_is_told_from_ours()
    {
        var finding = await LookAsync(_github.Message(503, "down"));

        Assert.Contains("GitHub answers 503: it has trouble of its own.", finding.Message);
    }

    private static string Limits(int remaining)
    {
        var reset = SourceControlBuilder.Now.ToUnixTimeSeconds();
        var core = $$"""{"limit": 5000, "remaining": {{remaining}}, "reset": {{reset}}, "used": 0}""";
        return $$"""{"resources": {"core": {{core}}, "search": {{core}}}, "rate": {{core}}}""";
    }

    private static async Task<Finding> LookAsync(
        HttpMessageHandler transport, string url = "https://ghe.example/prefix/api/v3", string token = "token")
    {
        var options = new GitHubOptions { GitHubApiUrl = url, GitHubToken = token };
        var budget = new GitHubBudget(new MemoryBudgetRows(), BudgetLimits.From(options), TimeProvider.System);
        var factory = new GitHubClientFactory(
            Microsoft.Extensions.Options.Options.Create(options), budget, TimeProvider.System, NullLoggerFactory.Instance);
        IGitHubClient client = factory.Create(transport);
        try
        {
            return await new GitHubProbe(client).LookAsync(TestContext.Current.CancellationToken);
        }
        catch (Exception failure)
        {
            return GitHubProbe.Explain(failure);
        }
    }
}
