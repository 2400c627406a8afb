using Platform.Core.Catalog.Validation.Reports;
using Platform.Core.Primitives;

namespace Platform.Core.Tests.Catalog.Validation.Reports;

public sealed class GitHubAnnotationTests
{
    [Fact]
    public void A_problem_is_one_command_with_its_place()
    {
        var problem = new Problem("field-type", "It is wrong.", "spec.owner", Place: new("x", 3, 7));

        Assert.Equal(
            "::error file=a/b.yaml,line=3,col=7,title=field-type::It is wrong. (spec.owner)",
            GitHubAnnotation.Of(problem, "a/b.yaml"));
    }

    [Fact]
    public void What_has_no_place_stands_at_the_beginning() =>
        Assert.StartsWith("::error file=a,line=1,col=1,", GitHubAnnotation.Of(new("x", "y"), "a"));

    [Theory]
    [InlineData("a\n::set-env name=PATH::x", "a%0A::set-env name=PATH::x")]
    [InlineData("a\r\nb", "a%0D%0Ab")]
    [InlineData("100%", "100%25")]
    [InlineData("%0A", "%250A")]
    public void A_quoted_text_can_give_the_runner_no_command(string text, string escaped) =>
        Assert.EndsWith($"::{escaped}", GitHubAnnotation.Of(new("x", text), "a"));

    [Fact]
    public void A_files_name_can_add_no_property() => Assert.Equal(
        "::error file=a%2Cline=9%3A%3Ab%0A%25,line=1,col=1,title=x::y", GitHubAnnotation.Of(new("x", "y"), "a,line=9::b\n%"));
}
