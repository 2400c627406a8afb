using Platform.Adapters.Slack;

namespace Platform.Adapters.Tests.Slack;

public sealed class SlackAddressesTests
{
    private static readonly string[] Allowed = ["hooks.slack.com", "http://127.0.0.1:4711"];

    [Theory]
    [InlineData("https://hooks.slack.com/commands/T1/2/3")]
    [InlineData("https://HOOKS.slack.com/commands/T1/2/3")]
    [InlineData("https://hooks.slack.com:443/commands/T1/2/3")]
    [InlineData("http://127.0.0.1:4711/commands/T1/2/3")]
    public void Allowed_hosts_are_posted_to(string address) => Assert.True(IsAllowed(address));

    [Theory]
    [InlineData("http://hooks.slack.com/commands")]
    [InlineData("https://hooks.slack.com:8443/commands")]
    [InlineData("https://hooks.slack.com.evil.example/commands")]
    [InlineData("https://evil.example/hooks.slack.com")]
    [InlineData("https://evil.example/?x=https://hooks.slack.com/")]
    [InlineData("https://evil.example#hooks.slack.com")]
    [InlineData("https://hooks.slack.com@evil.example/")]
    [InlineData("https://user@hooks.slack.com/")]
    [InlineData("https://x.hooks.slack.com/")]
    [InlineData("https://169.254.169.254/metadata")]
    [InlineData("http://127.0.0.1:4712/")]
    [InlineData("http://127.0.0.1/")]
    [InlineData("https://127.0.0.1:4711/")]
    [InlineData("http://localhost:4711/")]
    [InlineData("http://[::1]:4711/")]
    [InlineData("ftp://hooks.slack.com/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/commands")]
    public void Nothing_else_is(string address) => Assert.False(IsAllowed(address));

    [Theory]
    [InlineData("hooks.slack.com", true)]
    [InlineData("http://127.0.0.1:4711", true)]
    [InlineData("http://localhost:4711", true)]
    [InlineData("http://hooks.slack.com", false)]
    [InlineData("https://hooks.slack.com", false)]
    [InlineData("http://127.0.0.1:4711/path", false)]
    [InlineData("10.0.0.1", false)]
    [InlineData("not a host", false)]
    public void The_setting_allows_hosts_and_for_tests_loopback(string entry, bool allowable) =>
        Assert.Equal(allowable, SlackAddresses.IsAllowable(entry));

    private static bool IsAllowed(string address) =>
        SlackAddresses.IsAllowed(Uri.TryCreate(address, UriKind.Absolute, out var url) ? url : null, Allowed);
}
