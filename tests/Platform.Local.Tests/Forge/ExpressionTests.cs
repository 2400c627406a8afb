using System.Text.Json.Nodes;
using Platform.Local.Forge.Actions.Expressions;

namespace Platform.Local.Tests.Forge;

public sealed class ExpressionTests
{
    private static readonly JsonObject Contexts = (JsonObject)
        JsonNode.Parse(
            """
            {
              "github": { "ref": "refs/heads/main", "event_name": "push",
                "event": { "commits": [{ "id": "a" }, { "id": "b" }] } },
              "env": { "EMPTY": "", "NAME": "World" },
              "matrix": { "version": 20 },
              "steps": { "with-dash": { "outputs": { "x": "1" } } }
            }
            """)!;

    [Theory]
    [InlineData("github.ref == 'refs/heads/main'", "true")]
    [InlineData("github.REF == 'REFS/heads/MAIN'", "true")]
    [InlineData("github['event_name'] != 'push'", "false")]
    [InlineData("!env.EMPTY && env.NAME", "World")]
    [InlineData("env.missing || 'none'", "none")]
    [InlineData("(true || false) && !false", "true")]
    [InlineData("matrix.version == '20'", "true")]
    [InlineData("matrix.version >= 18 && matrix.version < 0x15", "true")]
    [InlineData("null == 0 && '' == false", "true")]
    [InlineData("'it''s'", "it's")]
    [InlineData("1.50", "1.5")]
    [InlineData("steps.with-dash.outputs.x", "1")]
    [InlineData("join(github.event.commits.*.id, '+')", "a+b")]
    [InlineData("github.event.commits[1].id", "b")]
    [InlineData("contains(fromJSON('[\"a\",\"B\"]'), 'b')", "true")]
    [InlineData("contains('Hello', 'ell') && startsWith('Hello', 'he') && endsWith('Hello', 'LO')", "true")]
    [InlineData("format('{0} {{{1}}}', 'a', 2)", "a {2}")]
    [InlineData("toJSON(matrix)", "{\n  \"version\": 20\n}")]
    [InlineData("success() && !failure() && !cancelled() && always()", "true")]
    public void An_expression_has_the_value_that_GitHub_gives_it(string expression, string expected)
    {
        Assert.Equal(expected, Interpolation.Text($"${{{{ {expression} }}}}", new Scope(Contexts, JobStatus.Success)));
    }

    [Theory]
    [InlineData("unknown.x")]
    [InlineData("unknown()")]
    [InlineData("1 +")]
    [InlineData("'open")]
    [InlineData("contains('a')")]
    [InlineData("a b")]
    public void What_can_not_be_evaluated_is_an_error_and_not_empty(string expression)
    {
        Assert.Throws<ExpressionException>(() => Interpolation.Check($"${{{{ {expression} }}}}"));
    }

    [Theory]
    [InlineData(null, JobStatus.Success, true)]
    [InlineData(null, JobStatus.Failure, false)]
    [InlineData("true", JobStatus.Failure, false)]
    [InlineData("always()", JobStatus.Failure, true)]
    [InlineData("failure()", JobStatus.Failure, true)]
    [InlineData("${{ github.event_name == 'push' }}", JobStatus.Success, true)]
    [InlineData("failure() || github.event_name == 'push'", JobStatus.Cancelled, true)]
    public void A_condition_implies_success_unless_it_asks_for_the_status(string? condition, object status, bool expected)
    {
        Assert.Equal(expected, Interpolation.Condition(condition, new Scope(Contexts, (JobStatus)status)));
    }

    [Fact]
    public void Text_around_expressions_stays()
    {
        Assert.Equal(
            "Hello World, }} 20!",
            Interpolation.Text("Hello ${{ env.NAME }}, ${{ '}}' }} ${{matrix.version}}!", new Scope(Contexts, null)));
    }

    [Fact]
    public void A_single_expression_keeps_its_type()
    {
        Assert.Equal(20, (int)Interpolation.Node("${{ matrix.version }}", new Scope(Contexts, null))!);
    }
}
