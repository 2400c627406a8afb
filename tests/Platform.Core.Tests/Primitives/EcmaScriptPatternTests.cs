using Platform.Core.Primitives;

namespace Platform.Core.Tests.Primitives;

public sealed class EcmaScriptPatternTests
{
    [Theory]
    [InlineData("^abc$", "abc", true)]
    [InlineData("^abc$", "abc\n", false)]
    [InlineData(@"^\d+$", "12", true)]
    [InlineData(@"^\d+$", "\u0661", false)]
    [InlineData(@"^[\d-]+$", "1-2", true)]
    [InlineData(@"^\w$", "é", false)]
    [InlineData(@"^[^\w]$", "é", true)]
    [InlineData(@"^[\W]$", "é", true)]
    [InlineData(@"^\s$", "\uFEFF", true)]
    [InlineData(@"^[\S]$", "\u00A0", false)]
    [InlineData("^.$", "\u2028", false)]
    [InlineData("^[^]$", "\n", true)]
    [InlineData("[]", "a", false)]
    [InlineData(@"\bfoo\b", "a foo b", true)]
    [InlineData(@"^a\/b$", "a/b", true)]
    [InlineData(@"^[a-z[]+$", "a[", true)]
    [InlineData(@"^\u{1F600}$", "\U0001F600", true)]
    [InlineData(@"^\p{Letter}$", "é", true)]
    [InlineData(@"^(?<year>\d{4})-\k<year>$", "2024-2024", true)]
    [InlineData(@"^(?!-)[a-z]+(?<!x)$", "abc", true)]
    public void A_pattern_matches_as_in_JavaScript(string pattern, string text, bool matches) =>
        Assert.Equal(matches, EcmaScriptPattern.Compile(pattern, TimeSpan.FromSeconds(5)).IsMatch(text));

    [Theory]
    [InlineData("(")]
    [InlineData("[")]
    [InlineData("*a")]
    [InlineData("[a-")]
    [InlineData("\\")]
    public void What_is_no_pattern_is_refused(string pattern) =>
        Assert.ThrowsAny<ArgumentException>(() => EcmaScriptPattern.Compile(pattern, TimeSpan.FromSeconds(5)));
}
