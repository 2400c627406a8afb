using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Templating;
using Platform.Core.Scaffolding.Templating.Evaluation;

namespace Platform.Core.Tests.Scaffolding.Templating;

public sealed class UndefinedNamesTests
{
    private const string Context = """{"values": {"name": "orders", "owner": null, "repo": {"branch": "main"}}}""";

    [Theory]
    [InlineData(
        "${{ values.nmae }}",
        "'values.nmae' is not defined; did you mean 'name'? Known here: name, owner, repo.")]
    [InlineData("${{ valeus.name }}", "'valeus' is not defined; did you mean 'values'?")]
    [InlineData("${{ values.repo.brunch | upper }}", "'values.repo.brunch' is not defined; did you mean 'branch'?")]
    [InlineData(
        "${{ values['nmae'] ~ 'x' }}",
        "'values.nmae' is not defined; did you mean 'name'? Known here: name, owner, repo.")]
    [InlineData(
        "{% for x in values.nmae %}{% endfor %}",
        "'values.nmae' is not defined; did you mean 'name'? Known here: name, owner, repo.")]
    [InlineData("{% if valeus.name %}{% endif %}", "'valeus' is not defined; did you mean 'values'?")]
    [InlineData(
        "${{ values.missing or values.nmae }}",
        "'values.nmae' is not defined; did you mean 'name'? Known here: name, owner, repo.")]
    [InlineData("${{ values.name | uper }}", "'uper' is not a filter; did you mean 'upper'?")]
    [InlineData("${{ values.name is defind }}", "'defind' is not a test; did you mean 'defined'?")]
    public void A_name_that_nothing_defines_is_an_error_with_the_nearest_known_one(string template, string message) =>
        Assert.Equal(message, Assert.Throws<TemplatingException>(() => Render(template)).Message);

    [Fact]
    public void An_error_says_what_there_is_and_how_much_more()
    {
        var names = Enumerable.Range(10, 15).Select(i => $"n{i}");

        Assert.Equal(
            "'values.x' is not defined; known here: n10, n11, n12, n13, n14, n15, n16, n17, n18, n19, n20, n21 and 3 more.",
            UndefinedNames.Message("values.x", names));
        Assert.Equal("'values.x' is not defined.", UndefinedNames.Message("values.x", []));
    }

    [Theory]
    [InlineData("${{ values.missing | default('d') }}", "d")]
    [InlineData("${{ nowhere.missing | default('d') }}", "d")]
    [InlineData("${{ values.missing or 'd' }}", "d")]
    [InlineData("${{ 'a' if values.missing else 'b' }}", "b")]
    [InlineData("{% if values.missing %}a{% else %}b{% endif %}", "b")]
    [InlineData("{% if values.missing == 'x' %}a{% else %}b{% endif %}", "b")]
    [InlineData("{% if nowhere is defined %}a{% else %}b{% endif %}", "b")]
    [InlineData("[${{ values.owner }}]", "[]")]
    [InlineData("[${{ values.optional }}${{ values.optional.below }}]", "[]")]
    [InlineData("[${{ values.open.anything }}]", "[]")]
    [InlineData("{% macro m(a) %}[${{ a }}]{% endmacro %}${{ m() }}", "[]")]
    public void Asking_whether_something_is_there_is_no_error(string template, string expected) =>
        Assert.Equal(expected, Render(template));

    [Fact]
    public void An_error_names_its_line_column_and_expression()
    {
        var error = Assert.Throws<TemplatingException>(() => Render("one\n  two ${{ values.name | trim(values.nmae) }}"));

        Assert.Equal(
            ("template-undefined", 2, 37, "values.name | trim(values.nmae)"),
            (error.Code, error.Line, error.Column, error.Expression));
    }

    [Theory]
    [InlineData("a ${{ 1 + }}", 1, 11)]
    [InlineData("a\n{% if x %}", 2, 1)]
    [InlineData("a\n\n {% nosuch %}", 3, 2)]
    [InlineData("${{ 'open }}", 1, 5)]
    public void A_mistake_in_the_syntax_has_its_place(string template, int line, int column)
    {
        var error = Assert.Throws<TemplatingException>(() => Render(template));

        Assert.Equal(("template-syntax", line, column), (error.Code, error.Line, error.Column));
    }

    [Fact]
    public void Lenient_mode_prints_nothing_for_what_is_undefined() =>
        Assert.Equal("[]", Render("[${{ values.nmae }}${{ nowhere.at.all }}]", RenderMode.Lenient));

    private static string Render(string template, RenderMode mode = RenderMode.Strict) => CompiledTemplate
        .Parse(template, TemplateSyntax.Backstage)
        .Render(
            JsonNode.Parse(Context)!.AsObject(),
            RenderLimits.Default,
            mode,
            CancellationToken.None,
            new OptionalNames(["values.optional", "values.open", "values.open.*"]));
}
