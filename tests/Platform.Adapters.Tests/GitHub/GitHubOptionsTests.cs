using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.Adapters.GitHub;

namespace Platform.Adapters.Tests.GitHub;

public sealed class GitHubOptionsTests
{
    [Fact]
    public void A_token_is_all_that_GitHub_itself_needs()
    {
        var options = Bind(("GitHubToken", "ghs_1_ey.opaque"), ("GitHubApiUrl", ""));

        Assert.Equal(new Uri("https://api.github.com/"), options.ApiUrl);
        Assert.Equal((80, 500), (options.GitHubMutationsPerMinute, options.GitHubMutationsPerHour));
    }

    [Fact]
    public void Everything_that_is_wrong_is_listed_at_once()
    {
        var error = Assert.Throws<OptionsValidationException>(() => Bind(
            ("GitHubApiUrl", "http://github.example/"),
            ("GitHubMutationsPerMinute", "0"),
            ("GitHubLongestWaitSeconds", "9999")));

        Assert.Equal(4, error.Failures.Count());
        Assert.Contains(error.Failures, failure => failure.Contains("GitHubApiUrl 'http://github.example/'"));
        Assert.Contains(error.Failures, failure => failure.Contains("GitHubToken is empty"));
        Assert.Contains(error.Failures, failure => failure.Contains("GitHubMutationsPerMinute is 0; expected 1 to 100000"));
    }

    [Theory]
    [InlineData("http://127.0.0.1:1234")]
    [InlineData("http://localhost:1234/")]
    public void The_forge_may_be_reached_without_TLS_because_it_is_on_this_machine(string url) =>
        Assert.EndsWith("/", Bind(("GitHubToken", "x"), ("GitHubApiUrl", url)).ApiUrl.AbsoluteUri);

    private static GitHubOptions Bind(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create<string, string?>(setting.Key, setting.Value)))
            .Build();
        using var services = new ServiceCollection().AddGitHub(configuration).BuildServiceProvider();
        return services.GetRequiredService<IOptions<GitHubOptions>>().Value;
    }
}
