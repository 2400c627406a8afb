using System.Text;
using Platform.Core.Access;

namespace Platform.Core.Tests.Access;

public sealed class PagerDutySignatureTests
{
    private const string Secret = "0123456789abcdef", Other = "fedcba9876543210";

    private static readonly byte[] Body = """{"event":{"id":"1"}}"""u8.ToArray();

    [Fact]
    public void A_signature_is_the_HMAC_of_the_raw_body() => Assert.Equal(
        "v1=90e1010c587aed3e4d562021a5d868bc89793bdbb319dcb0777208aee470aa61", PagerDutySignature.Of(Secret, Body));

    [Fact]
    public void One_of_several_signatures_by_one_of_several_secrets_is_enough()
    {
        var header = $"{PagerDutySignature.Of("gone", Body)}, {PagerDutySignature.Of(Secret, Body)}";

        Assert.True(PagerDutySignature.IsValid([Other, Secret], Body, header));
        Assert.False(PagerDutySignature.IsValid([Other], Body, header));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(",,,")]
    [InlineData("v1=")]
    [InlineData("v1=zz")]
    [InlineData("v1=é")]
    public void Nonsense_is_no_signature(string? header) => Assert.False(PagerDutySignature.IsValid([Secret], Body, header));

    [Fact]
    public void Another_version_body_or_letter_is_no_signature()
    {
        var valid = PagerDutySignature.Of(Secret, Body);

        Assert.False(PagerDutySignature.IsValid([Secret], Body, valid.Replace("v1=", "v2=", StringComparison.Ordinal)));
        Assert.False(PagerDutySignature.IsValid([Secret], [.. Body, 32], valid));
        Assert.False(PagerDutySignature.IsValid([Secret], Body, valid[..^1] + (valid[^1] == '0' ? '1' : '0')));
        Assert.False(PagerDutySignature.IsValid([Secret], Body, valid.ToUpperInvariant()));
    }

    [Fact]
    public void No_secret_verifies_nothing()
    {
        Assert.False(PagerDutySignature.IsValid([], Body, PagerDutySignature.Of(string.Empty, Body)));
        Assert.False(PagerDutySignature.IsValid([string.Empty], Body, PagerDutySignature.Of(string.Empty, Body)));
    }

    [Fact]
    public void No_more_signatures_are_looked_at_than_a_rotation_has()
    {
        var header = new StringBuilder(string.Join(',', Enumerable.Repeat("v1=0", 10))).Append(',')
            .Append(PagerDutySignature.Of(Secret, Body)).ToString();

        Assert.False(PagerDutySignature.IsValid([Secret], Body, header));
    }
}
