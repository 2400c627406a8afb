using Platform.Core.Primitives;

namespace Platform.Core.Tests.Primitives;

public sealed class GlobPatternTests
{
    [Theory]
    [InlineData("*.md", "a.md", true)]
    [InlineData("*.md", "docs/a.md", false)]
    [InlineData("**/*.md", "a.md", true)]
    [InlineData("**/*.md", "docs/deep/a.md", true)]
    [InlineData("docs/**", "docs/deep/.hidden", true)]
    [InlineData("docs", "docs/deep/a.md", true)]
    [InlineData("docs/", "docs/a.md", true)]
    [InlineData("docs", "docs2/a.md", false)]
    [InlineData("docs", "docs", true)]
    [InlineData("docs", "Docs/a.md", false)]
    [InlineData("docs/a.md", "docs", false)]
    [InlineData("a,b}c", "a,b}c", true)]
    [InlineData("a\\*", "a*", true)]
    [InlineData("./a.md", "a.md", true)]
    [InlineData(".github/workflows/*", ".github/workflows/ci.yml", true)]
    [InlineData(".github/workflows/*", ".github/workflows/deep/ci.yml", false)]
    [InlineData("*", ".env", true)]
    [InlineData("a?.txt", "ab.txt", true)]
    [InlineData("a?.txt", "a/.txt", false)]
    [InlineData("[a-c].txt", "b.txt", true)]
    [InlineData("[!a-c].txt", "b.txt", false)]
    [InlineData("*.{yaml,yml}", "a.yml", true)]
    [InlineData("*.{yaml,yml}", "a.json", false)]
    [InlineData("{a,b/{c,d}}/x", "b/d/x", true)]
    [InlineData("a{b", "a{b", true)]
    [InlineData("a+(b).c", "a+(b).c", true)]
    [InlineData("${{ values.name }}/*", "${{ values.name }}/a", true)]
    public void A_glob_matches_as_in_Backstage(string pattern, string path, bool matches) =>
        Assert.Equal(matches, GlobPattern.Parse(pattern).IsMatch(path));

    [Fact]
    public void Patterns_with_an_exclamation_mark_exclude()
    {
        Assert.True(GlobPattern.MatchesAny(["**/*.md", "!README.md"], "docs/a.md"));
        Assert.False(GlobPattern.MatchesAny(["**/*.md", "!README.md"], "README.md"));
        Assert.False(GlobPattern.MatchesAny([], "a"));
    }

    [Fact]
    public void More_patterns_than_are_kept_all_match_as_before()
    {
        for (var round = 0; round < 2; round++)
        {
            Assert.All(Enumerable.Range(0, 300), i =>
            {
                var glob = GlobPattern.Parse($"folder-{i}/*.md");
                Assert.True(glob.IsMatch($"folder-{i}/a.md"));
                Assert.False(glob.IsMatch($"folder-{i + 1}/a.md"));
            });
        }
    }

    [Fact]
    public void A_pattern_is_built_once_for_many_files() =>
        Assert.Contains(
            Enumerable.Range(0, 100), _ => ReferenceEquals(GlobPattern.Parse("**/*.once"), GlobPattern.Parse("**/*.once")));

    [Fact]
    public void A_hostile_glob_takes_linear_time() =>
        Assert.False(GlobPattern.Parse(string.Concat(Enumerable.Repeat("**/*", 200)) + "b").IsMatch(new string('a', 4000)));
}
