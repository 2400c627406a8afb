using System.Text;
using Platform.Core.Access;

namespace Platform.Core.Tests.Access;

public sealed class WebhookSignatureTests
{
    private const string Secret = "It's a Secret to Everybody";
    private const string Signature = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

    private static readonly byte[] Body = Encoding.UTF8.GetBytes("Hello, World!");

    [Fact]
    public void GitHubs_own_example_is_valid() => Assert.True(WebhookSignature.IsValid(Secret, Body, Signature));

    [Fact]
    public void A_changed_body_is_not() =>
        Assert.False(WebhookSignature.IsValid(Secret, Encoding.UTF8.GetBytes("Hello, World?"), Signature));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_a_secret_nothing_is_valid(string? secret)
    {
        var signed = WebhookSignature.Of(string.Empty, Body);

        Assert.False(WebhookSignature.IsValid(secret, Body, signed));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("sha256=")]
    [InlineData("sha1=757107ea0eb2509fc211221cce984b8a37570b6d")]
    [InlineData("757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")]
    [InlineData(Signature + "0")]
    public void A_missing_or_malformed_header_is_refused(string? header) =>
        Assert.False(WebhookSignature.IsValid(Secret, Body, header));
}
