using Microsoft.Extensions.Options;
using Platform.Adapters.Slack;

namespace Platform.Adapters.Tests.Slack;

public sealed class SlackReplyAddressesTests
{
    private const string Address = "https://hooks.slack.com/commands/T1/2/s3cret";

    [Fact]
    public void A_sealed_address_opens_and_shows_nothing()
    {
        var sealedText = With("one").Seal(Address).Value!;

        Assert.True(With("one").TryOpen(sealedText, out var opened));
        Assert.Equal(Address, opened.AbsoluteUri);
        Assert.DoesNotContain("s3cret", sealedText, StringComparison.Ordinal);
        Assert.NotEqual(sealedText, With("one").Seal(Address).Value);
    }

    [Fact]
    public void It_opens_while_its_secret_is_still_among_the_configured_ones()
    {
        var sealedText = With("old").Seal(Address).Value!;

        Assert.True(With("new,old").TryOpen(sealedText, out _));
        Assert.False(With("new").TryOpen(sealedText, out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("not base64!")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void What_is_no_seal_of_ours_does_not_open(string text) => Assert.False(With("one").TryOpen(text, out _));

    [Fact]
    public void A_changed_seal_does_not_open()
    {
        var letters = With("one").Seal(Address).Value!.ToCharArray();
        letters[20] = letters[20] == 'A' ? 'B' : 'A';

        Assert.False(With("one").TryOpen(new string(letters), out _));
    }

    [Fact]
    public void The_hosts_are_checked_when_it_is_opened_too()
    {
        var sealedText = With("one").Seal(Address).Value!;

        Assert.False(With("one", "hooks.slack-gov.com").TryOpen(sealedText, out _));
    }

    [Theory]
    [InlineData("https://evil.example/commands/s3cret")]
    [InlineData("s3cret")]
    [InlineData(null)]
    public void An_address_elsewhere_is_refused_and_not_repeated(string? address)
    {
        var problem = Assert.Single(With("one").Seal(address).Problems);

        Assert.Equal(SlackReplyAddresses.Refused, problem.Code);
        Assert.DoesNotContain("s3cret", problem.ToString() + problem.Value, StringComparison.Ordinal);
    }

    private static SlackReplyAddresses With(string secret, string hosts = "hooks.slack.com") =>
        new(Options.Create(new SlackOptions { SlackSigningSecret = secret, SlackResponseHosts = hosts }));
}
