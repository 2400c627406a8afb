namespace Platform.TestKit.Templating;

/// <summary>Templates of somebody who wants the process to hang, to run out of memory, or to fall over.</summary>
public static class TemplateAttacks
{
    public static IReadOnlyList<TemplateAttack> All { get; } =
    [
        new("nested loops", "{% for a in range(10000) %}{% for b in range(10000) %}{% endfor %}{% endfor %}"),
        new("a huge range", "${{ range(0, 1000000000) | length }}"),
        new("an endless range", "${{ range(0, 1, 0.0000001) | length }}"),
        new("a text that doubles", "{% set s = 'x' %}{% for i in range(64) %}{% set s = s ~ s %}{% endfor %}${{ s }}"),
        new(
            "an array that doubles",
            "{% set a = [1] %}{% for i in range(64) %}{% set a = a.concat(a) %}{% endfor %}${{ a | length }}"
        ),
        new("shared arrays", "{% set a = [1] %}{% for i in range(64) %}{% set a = [a, a] %}{% endfor %}${{ a }}"),
        new("shared arrays as JSON", "{% set a = [1] %}{% for i in range(64) %}{% set a = [a, a] %}{% endfor %}${{ a | dump }}"),
        new(
            "shared arrays flattened",
            "{% set a = [1] %}{% for i in range(64) %}{% set a = [a, a] %}{% endfor %}${{ a.flat(99) | length }}"
        ),
        new("an array in itself", "{% set a = [1] %}${{ a.push(a) }}${{ a }}"),
        new("an array in itself as JSON", "{% set a = [1] %}${{ a.push(a) }}${{ a | dump }}"),
        new(
            "an array that grows while it is read",
            "{% set a = [1] %}{% for i in range(100000) %}${{ a.push(i) }}${{ a | sort | length }}{% endfor %}"
        ),
        new("a wide text", "${{ 'x' | center(2000000000) }}"),
        new("a wide indentation", "${{ 'x\n\n\n\n\n' | indent(1000000000) }}"),
        new("filler", "${{ [1] | batch(1000000000, 'x') | length }}"),
        new("slices", "${{ [1] | slice(1000000000) | length }}"),
        new(
            "a long replacement",
            "{% set s %}{% for i in range(100000) %}xxxxxxxxxx{% endfor %}{% endset %}${{ s | replace('x', s) }}"
        ),
        new(
            "a replacement of nothing",
            "{% set s %}{% for i in range(100000) %}xxxxxxxxxx{% endfor %}{% endset %}${{ s | replace('', s) }}"
        ),
        new("a regular expression that backtracks",
            "${{ 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.replace(r/^(a+)+$/, 'b') }}"),
        new("a regular expression in a filter", "${{ 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!' | replace(r/^(a+)+$/, 'b') }}"),
        new("a regular expression in a split", "${{ 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.split(r/^(a+)+$/) }}"),
        new("a macro that calls itself", "{% macro m() %}${{ m() }}{% endmacro %}${{ m() }}"),
        new(
            "macros that call each other",
            "{% macro a() %}${{ b() }}{% endmacro %}{% macro b() %}${{ a() }}{% endmacro %}${{ a() }}"
        ),
        new("a caller that calls", "{% macro m(n) %}{% call m(n) %}x{% endcall %}{% endmacro %}${{ m(1) }}"),
        new("parentheses", $"${{{{ {new string('(', 5000)}1{new string(')', 5000)} }}}}"),
        new("brackets", $"${{{{ {new string('[', 5000)}1{new string(']', 5000)} }}}}"),
        new("negations", $"${{{{ {string.Concat(Enumerable.Repeat("not ", 5000))}1 }}}}"),
        new("signs", $"${{{{ {string.Concat(Enumerable.Repeat("- ", 5000))}1 }}}}"),
        new("inline ifs", $"${{{{ {string.Concat(Enumerable.Repeat("(1 if ", 5000))}1{new string(')', 5000)} }}}}"),
        new("conditions", string.Concat(Enumerable.Repeat(
            "{% if 1 %}",
            5000)) + string.Concat(Enumerable.Repeat("{% endif %}", 5000)) ),
        new("else ifs", "{% if 0 %}" + string.Concat(Enumerable.Repeat("{% elif 0 %}", 5000)) + "{% endif %}"),
        new("members", $"${{{{ values{string.Concat(Enumerable.Repeat(".a", 5000))} }}}}"),
        new("filters", $"${{{{ 'x'{string.Concat(Enumerable.Repeat(" | upper", 5000))} }}}}"),
        new("sums", $"${{{{ 1{string.Concat(Enumerable.Repeat(" + 1", 5000))} }}}}"),
        new("an endless expression", "${{ " + new string('a', 200_000) + " }}"),
        new("an endless output", "{% for i in range(100000) %}{% for j in range(10) %}" + new string(
            'x',
            1000) + "{% endfor %}{% endfor %}"),
        new("a source beyond its size", new string('x', (4 * 1024 * 1024) + 1) ),
    ];
}

public sealed record TemplateAttack(string Name, string Template);
