using System.Diagnostics;
using System.Text.Json.Nodes;
using Platform.Core.Scaffolding.Templating;

namespace Platform.Core.Tests.Scaffolding.Templating;

/// <summary>Hostile templates end in an error, soon, and never take the process along.</summary>
public sealed class RenderLimitsTests
{
    public static TheoryData<string, string> Attacks { get; } = new()
    {
        { "nested loops", "{% for a in range(10000) %}{% for b in range(10000) %}{% endfor %}{% endfor %}" },
        { "a huge range", "${{ range(0, 1000000000) | length }}" },
        { "an endless range", "${{ range(0, 1, 0.0000001) | length }}" },
        { "a text that doubles", "{% set s = 'x' %}{% for i in range(64) %}{% set s = s ~ s %}{% endfor %}${{ s }}" },
        {
            "an array that doubles",
            "{% set a = [1] %}{% for i in range(64) %}{% set a = a.concat(a) %}{% endfor %}${{ a | length }}"
        },
        { "shared arrays", "{% set a = [1] %}{% for i in range(64) %}{% set a = [a, a] %}{% endfor %}${{ a }}" },
        { "shared arrays as JSON", "{% set a = [1] %}{% for i in range(64) %}{% set a = [a, a] %}{% endfor %}${{ a | dump }}" },
        {
            "shared arrays flattened",
            "{% set a = [1] %}{% for i in range(64) %}{% set a = [a, a] %}{% endfor %}${{ a.flat(99) | length }}"
        },
        { "an array in itself", "{% set a = [1] %}${{ a.push(a) }}${{ a }}" },
        { "an array in itself as JSON", "{% set a = [1] %}${{ a.push(a) }}${{ a | dump }}" },
        {
            "an array that grows while it is read",
            "{% set a = [1] %}{% for i in range(100000) %}${{ a.push(i) }}${{ a | sort | length }}{% endfor %}"
        },
        { "a wide text", "${{ 'x' | center(2000000000) }}" },
        { "a wide indentation", "${{ 'x\n\n\n\n\n' | indent(1000000000) }}" },
        { "filler", "${{ [1] | batch(1000000000, 'x') | length }}" },
        { "slices", "${{ [1] | slice(1000000000) | length }}" },
        {
            "a long replacement",
            "{% set s %}{% for i in range(100000) %}xxxxxxxxxx{% endfor %}{% endset %}${{ s | replace('x', s) }}"
        },
        {
            "a replacement of nothing",
            "{% set s %}{% for i in range(100000) %}xxxxxxxxxx{% endfor %}{% endset %}${{ s | replace('', s) }}"
        },
        { "a regular expression that backtracks", "${{ 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.replace(r/^(a+)+$/, 'b') }}" },
        { "a regular expression in a filter", "${{ 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!' | replace(r/^(a+)+$/, 'b') }}" },
        { "a regular expression in a split", "${{ 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.split(r/^(a+)+$/) }}" },
        { "a macro that calls itself", "{% macro m() %}${{ m() }}{% endmacro %}${{ m() }}" },
        {
            "macros that call each other",
            "{% macro a() %}${{ b() }}{% endmacro %}{% macro b() %}${{ a() }}{% endmacro %}${{ a() }}"
        },
        { "a caller that calls", "{% macro m(n) %}{% call m(n) %}x{% endcall %}{% endmacro %}${{ m(1) }}" },
        { "parentheses", $"${{{{ {new string('(', 5000)}1{new string(')', 5000)} }}}}" },
        { "brackets", $"${{{{ {new string('[', 5000)}1{new string(']', 5000)} }}}}" },
        { "negations", $"${{{{ {string.Concat(Enumerable.Repeat("not ", 5000))}1 }}}}" },
        { "signs", $"${{{{ {string.Concat(Enumerable.Repeat("- ", 5000))}1 }}}}" },
        { "inline ifs", $"${{{{ {string.Concat(Enumerable.Repeat("(1 if ", 5000))}1{new string(')', 5000)} }}}}" },
        { "conditions", string.Concat(Enumerable.Repeat(
            "{% if 1 %}",
            5000)) + string.Concat(Enumerable.Repeat("{% endif %}", 5000)) },
        { "else ifs", "{% if 0 %}" + string.Concat(Enumerable.Repeat("{% elif 0 %}", 5000)) + "{% endif %}" },
        { "members", $"${{{{ values{string.Concat(Enumerable.Repeat(".a", 5000))} }}}}" },
        { "filters", $"${{{{ 'x'{string.Concat(Enumerable.Repeat(" | upper", 5000))} }}}}" },
        { "sums", $"${{{{ 1{string.Concat(Enumerable.Repeat(" + 1", 5000))} }}}}" },
        { "an endless expression", "${{ " + new string('a', 200_000) + " }}" },
        { "an endless output", "{% for i in range(100000) %}{% for j in range(10) %}" + new string(
            'x',
            1000) + "{% endfor %}{% endfor %}" },
        { "a source beyond its size", new string('x', (4 * 1024 * 1024) + 1) },
    };

    [Theory]
    [MemberData(nameof(Attacks))]
    public void An_attack_ends_in_an_error(string attack, string template)
    {
        var watch = Stopwatch.StartNew();

        var error = Assert.Throws<TemplatingException>(() => Render(template));

        Assert.True(error.Code is "template-limit", $"{attack}: {error.Code} {error.Message}");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"{attack} took {watch.Elapsed}.");
    }

    [Theory]
    [InlineData("${{ range.constructor('return 6*7')() }}")]
    [InlineData("${{ values.constructor }}")]
    [InlineData("${{ ''['__proto__'] }}")]
    [InlineData("${{ values.name.repeat(99) }}")]
    [InlineData("${{ values.GetType() }}")]
    [InlineData("${{ range }}")]
    [InlineData("${{ {a: range} | dump }}")]
    public void What_is_behind_a_value_stays_out_of_reach(string template) =>
        Assert.Throws<TemplatingException>(() => Render(template));

    [Fact]
    public void A_rendering_can_be_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.Throws<OperationCanceledException>(() => CompiledTemplate.Parse(
            "{% for i in range(9) %}{% endfor %}",
            TemplateSyntax.Backstage)
            .Render([], RenderLimits.Default, RenderMode.Strict, cancelled.Token));
    }

    [Theory]
    [InlineData("{%")]
    [InlineData("{{% raw %}")]
    [InlineData("  {# x #}")]
    [InlineData("${{ 1 }} ")]
    [InlineData("{% raw %}{% endraw %}")]
    [InlineData("{% raw %}{%")]
    public void Many_small_tags_take_linear_time(string tag)
    {
        var template = string.Concat(Enumerable.Repeat(tag, 1_000_000 / tag.Length));
        var watch = Stopwatch.StartNew();

        try
        {
            Render(template);
        }
        catch (TemplatingException)
        {
            // Whether it is a template is not the question here.
        }

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"It took {watch.Elapsed}.");
    }

    private static string Render(string template) => CompiledTemplate
        .Parse(template, new TemplateSyntax { TrimBlocks = true, LstripBlocks = true })
        .Render(
            JsonNode.Parse("""{"values": {"name": "x", "a": {}}}""")!.AsObject(),
            RenderLimits.Default,
            RenderMode.Strict,
            CancellationToken.None);
}
