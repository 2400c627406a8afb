using Platform.Core.Access;

namespace Platform.Core.Tests.Access;

public sealed class ApiKeyTests
{
    [Fact]
    public void A_revealed_key_parses_to_itself()
    {
        var key = ApiKey.Generate();

        Assert.True(ApiKey.TryParse(key.Reveal(), out var parsed));
        Assert.Equal(key.Id, parsed.Id);
        Assert.True(parsed.Matches(key.SecretHash));
    }

    [Fact]
    public void Another_key_does_not_match()
    {
        Assert.False(ApiKey.Generate().Matches(ApiKey.Generate().SecretHash));
    }

    [Fact]
    public void Neither_the_hash_nor_the_text_of_a_key_gives_its_secret_away()
    {
        var key = ApiKey.Generate();
        var secret = key.Reveal().Split('_')[2];

        Assert.DoesNotContain(secret, key.ToString());
        Assert.DoesNotContain(secret, key.SecretHash);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("pfk_0123456789abcdef")]
    [InlineData("pfk_0123456789abcdef_short")]
    [InlineData("xyz_0123456789abcdef_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    [InlineData("pfk_0123456789ABCDEF_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    [InlineData("pfk_0123456789abcde/_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    public void What_is_not_a_key_is_refused(string? text) => Assert.False(ApiKey.TryParse(text, out _));

    [Fact]
    public void A_key_is_active_until_it_expires_or_is_revoked()
    {
        var now = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var key = new ApiKeyRecord("id", "name", [Role.Reader], "hash", now, "admin", ExpiresAt: now.AddHours(1));

        Assert.True(key.IsActive(now));
        Assert.False(key.IsActive(now.AddHours(1)));
        Assert.False((key with { RevokedAt = now }).IsActive(now));
    }
}
