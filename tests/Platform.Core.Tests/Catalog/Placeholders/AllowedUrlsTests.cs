using Platform.Core.Catalog.Placeholders;

namespace Platform.Core.Tests.Catalog.Placeholders;

public sealed class AllowedUrlsTests
{
    [Theory]
    [InlineData("example.com", "https://example.com/a?b", true)]
    [InlineData("example.com", "http://EXAMPLE.com/", true)]
    [InlineData("example.com", "https://example.com:8443/a", false)]
    [InlineData("example.com:8443", "https://example.com:8443/a", true)]
    [InlineData("example.com", "https://a.example.com/", false)]
    [InlineData("example.com", "https://example.com.evil.org/", false)]
    [InlineData("example.com", "https://example.com@evil.org/", false)]
    [InlineData("example.com", "https://user@example.com/", false)]
    [InlineData("example.com", "ftp://example.com/", false)]
    [InlineData("*.example.com", "https://a.b.example.com/", true)]
    [InlineData("*.example.com", "https://example.com/", false)]
    [InlineData("*.example.com", "https://evilexample.com/", false)]
    [InlineData("x.org, example.com/acme", "https://example.com/acme/x", true)]
    [InlineData("example.com/acme", "https://example.com/acme", true)]
    [InlineData("example.com/acme", "https://example.com/acme-evil/x", false)]
    [InlineData("example.com/acme", "https://example.com/acme/../x", false)]
    [InlineData("example.com/acme", "https://example.com/acme/%2e%2e/x", false)]
    [InlineData("", "https://example.com/", false)]
    public void Only_what_is_listed_is_allowed(string list, string url, bool allowed)
    {
        Assert.True(AllowedUrls.TryParse(list, out var rules));
        Assert.Equal(allowed, rules.Allows(new Uri(url)));
    }

    [Theory]
    [InlineData("https://example.com")]
    [InlineData("a b")]
    [InlineData("user@example.com")]
    [InlineData("*")]
    public void What_is_no_list_of_hosts_is_refused(string list) => Assert.False(AllowedUrls.TryParse(list, out _));
}
