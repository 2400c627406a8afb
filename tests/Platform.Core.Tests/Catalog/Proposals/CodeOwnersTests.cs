using Platform.Core.Catalog.Proposals;

namespace Platform.Core.Tests.Catalog.Proposals;

public sealed class CodeOwnersTests
{
    private const string Text =
        """
        # Everybody
        *            @acme/platform  @ada   # both
        *.js         @acme/web
        /docs/       docs@acme.com
        apps/        @acme/apps
        /services/*  @acme/direct
        /services/pay/** @acme/pay
        my\ folder/  @acme/blank
        /vendor/
        [a]          @acme/never
        """;

    [Theory]
    [InlineData("README.md", "@acme/platform @ada")]
    [InlineData("src/index.js", "@acme/web")]
    [InlineData("docs/a/b.md", "docs@acme.com")]
    [InlineData("x/docs/b.md", "@acme/platform @ada")]
    [InlineData("x/apps/b.md", "@acme/apps")]
    [InlineData("services/one", "@acme/direct")]
    [InlineData("services/one/two", "@acme/platform @ada")]
    [InlineData("services/pay/two/three", "@acme/pay")]
    [InlineData("my folder/x", "@acme/blank")]
    [InlineData("vendor/x", "")]
    [InlineData("a", "@acme/platform @ada")]
    public void The_last_rule_that_matches_counts(string path, string owners) =>
        Assert.Equal(owners, string.Join(' ', CodeOwners.Parse(Text).OfFile(path)!.Owners));

    [Theory]
    [InlineData("", "@acme/platform @ada")]
    [InlineData("docs", "docs@acme.com")]
    [InlineData("services/pay", "@acme/pay")]
    public void Rules_for_kinds_of_files_say_nothing_about_a_folder(string folder, string owners) =>
        Assert.Equal(owners, string.Join(' ', CodeOwners.Parse(Text).OfFolder(folder)!.Owners));

    [Fact]
    public void Without_a_rule_nobody_is_named() => Assert.Null(CodeOwners.Parse("# nothing\n*.js @web").OfFolder(""));

    [Fact]
    public void A_rule_knows_its_line() => Assert.Equal(4, CodeOwners.Parse(Text).OfFile("docs/x")!.Line);
}
