using Platform.TestKit.Templating;

namespace Platform.Core.Tests.Scaffolding.Templating;

/// <summary>
/// The templates on which our engine and npm nunjitsu are compared: generated combinations, and a written list.
/// </summary>
internal static class EngineCases
{
    private static readonly string[] Operands =
    [
        "1", "-2.5", "0", "'a'", "'10'", "''", "true", "false", "none", "nope", "values.list", "values.object", "[]", "{}", "[1]",
    ];

    private static readonly string[] Operators =
    [
        "+", "-", "*", "/", "//", "%", "**", "~", "==", "===", "!=", "!==", "<", "<=", ">", ">=", "and", "or", "in", "not in",
    ];

    private static readonly string[] Inputs =
    [
        "'Hello World'", "''", "'a b_c  d'", "3", "-2.567", "'12abc'", "'4.5x'", "true", "false", "none", "nope", "values.list",
        "values.words", "[]",
        "values.object", "values.people", "values.markup", "values.lines", "('<b>' | safe)", "1e21.x", "values.pairs",
    ];

    private static readonly string[] Filters =
    [
        "abs", "batch(2)", "batch(2, '-')", "capitalize", "center(20)", "center(7)", "center", "default('d')",
        "default('d', true)", "d('d')", "dictsort",
        "dictsort(true)", "dictsort(false, 'value')", "dump", "dump(2)", "dump('--')", "escape", "e", "first", "float",
        "float(1.5)", "forceescape",
        "groupby('team')", "indent", "indent(2)", "indent(2, true)", "int", "int(7)", "int(0, 16)", "int(base=16)", "join",
        "join('-')", "join(', ', 'name')",
        "last", "length", "list", "lower", "nl2br", "reject('odd')", "rejectattr('active')", "replace('a', 'b')",
        "replace('o', '0', 1)", "replace('', '-')",
        "replace(r/[aeiou]/g, '*')", "replace(r/(l+)/, '[$1]')", "reverse", "round", "round(1)", "round(1, 'floor')",
        "round(0, 'ceil')", "safe",
        "select('odd')", "select", "selectattr('active')", "slice(2)", "slice(3, '-')", "sort", "sort(true)", "sort(true, true)",
        "sort(attribute='name')", "sort(reverse=true, attribute='age')", "string", "striptags", "striptags(true)", "sum",
        "sum('age')", "sum('age', 10)",
        "title", "trim", "truncate(5)", "truncate(5, true)", "truncate(5, true, '!')", "truncate(8, false, '?')", "upper",
        "urlencode", "urlize", "wordcount",
        "dump | length", "string | upper", "nofilter",
    ];

    private static readonly string[] Tests =
    [
        "callable", "defined", "undefined", "divisibleby(2)", "escaped", "equalto(3)", "eq('a')", "sameas(true)", "ne(3)", "even",
        "odd", "truthy", "falsy",
        "ge(3)", "gt(2)", "greaterthan(2)", "le(3)", "lt(4)", "lessthan(4)", "lower", "upper", "null", "none", "number", "string",
        "iterable", "mapping", "notest",
    ];

    private static readonly string[] ArgumentFilters =
    [
        "batch", "center", "default", "dictsort", "dump", "first", "float", "groupby", "indent", "int", "join", "replace",
        "round", "slice",
        "sort", "sum", "truncate", "select", "selectattr", "title", "trim", "urlize",
    ];

    private static readonly string[] ArgumentKinds =
    [
        "0", "-1", "2.5", "''", "'a'", "true", "false", "none", "nope", "[]", "{}", "'name'", "1, 2", "'a', 'b'", "2, '-'",
        "none, none",
    ];

    private static readonly string[] ArgumentInputs = ["'banana'", "values.list", "values.people", "3.7", "none",
        "values.object"];

    private static readonly string[] TextMethods =
    [
        "charAt(1)", "charAt()", "charCodeAt(1)", "concat('x', 1)", "endsWith('d')", "endsWith('lo', 5)", "includes('lo')",
        "includes('H', 1)", "indexOf('o')",
        "indexOf('o', 5)", "indexOf('zz')", "lastIndexOf('o')", "lastIndexOf('o', 5)", "replace('l', 'L')", "replace(r/l/g, 'L')",
        "replace('l', '[$&]')",
        "slice(2)", "slice(-3)", "slice(1, -1)", "slice(5, 2)", "split(' ')", "split('')", "split('o', 1)", "split(r/o/)",
        "split()", "split('zz')[0]",
        "startsWith('He')", "startsWith('W', 6)", "substring(2)", "substring(4, 1)", "toLowerCase()", "toUpperCase()", "trim()",
        "trimStart()", "trimEnd()",
        "length", "nomethod()", "toString()", "padStart(9)", "repeat(3)", "match('o')", "at(0)", "localeCompare('a')",
    ];

    private static readonly string[] ArrayMethods =
    [
        "at(-1)", "at(9)", "concat([9], 8)", "flat()", "includes(2)", "indexOf(2)", "indexOf(99)", "lastIndexOf(2)", "join()",
        "join('-')", "slice(1)", "slice(-2)",
        "slice(0, 1)", "push(5)", "pop()", "shift()", "unshift(0)", "reverse()", "sort()", "splice(1, 1)", "splice(1, 0, 'x')",
        "splice(1)", "fill(0)", "fill(7, 1, 2)",
        "copyWithin(0, 1)", "length", "map()", "filter()", "forEach()", "find(2)", "append(3)",
    ];

    private static readonly string[] Written =
    [
        "plain", "", "${{ values.name }}", "a ${{ values.name }} b", "$${{ values.name }}", "{{ values.name }}",
        "${{values.name}}", "${{ values.name\n}}",
        "${{- values.name -}} x", "a {#- note -#} b", "a {# note #} b", "a #} b", "a }} b %}",
        "{% if values.name %}yes{% else %}no{% endif %}",
        "{% if nope %}a{% elif values.name == 'orders' %}b{% else %}c{% endif %}", "{% if 0 %}a{% elseif 1 %}b{% endif %}",
        "{%if 1%}x{%endif%}",
        "a {%- if 1 -%} b {%- endif -%} c", "{% for x in values.list %}${{ x }},{% endfor %}",
        "{% for x in [] %}a{% else %}none{% endfor %}",
        "{% for x in nope %}a{% else %}none{% endfor %}", "{% for k, v in values.object %}${{ k }}=${{ v }};{% endfor %}",
        "{% for a, b in [[1, 2], [3, 4]] %}${{ a }}-${{ b }};{% endfor %}", "{% for c in 'abc' %}${{ c }}.{% endfor %}",
        "{% for x in 5 %}a{% else %}b{% endfor %}",
        "{% for x in values.object %}a{% else %}b{% endfor %}",
        "{% for x in values.list %}${{ loop.index }}/${{ loop.length }}${{ loop.first }}${{ loop.last }} {% endfor %}",
        "{% for x in values.list %}${{ loop.revindex }}${{ loop.revindex0 }}${{ loop.index0 }} {% endfor %}",
        "{% for x in [1, 2] %}{% for y in [3, 4] %}${{ x }}${{ y }}${{ loop.index }} {% endfor %}${{ loop.index }}{% endfor %}",
        "{% set x = 1 %}${{ x }}", "{% set x, y = 2 %}${{ x }}${{ y }}",
        "{% set x %}a ${{ values.name }}{% endset %}${{ x | upper }}",
        "{% set x = 1 %}{% for i in [1, 2] %}{% set x = i %}{% endfor %}${{ x }}",
        "{% for i in [1, 2] %}{% set z = i %}{% endfor %}${{ z }}",
        "{% if 1 %}{% set q = 1 %}{% endif %}${{ q }}", "{% for i in [1, 2] %}{% set values = i %}{% endfor %}${{ values.name }}",
        "{% set values = 3 %}${{ values }}", "{% raw %}${{ x }} {% if %}{% endraw %}", "{% verbatim %}{% x %}{% endverbatim %}",
        "{% raw %}{% raw %}a{% endraw %}{% endraw %}b", "a {%- raw %} x {% endraw %} y", "{% raw -%} x {% endraw %}",
        "{% raw %} x {%- endraw %}",
        "{% filter upper %}a ${{ values.name }}{% endfilter %}", "{% filter replace('a', 'b') %}banana{% endfilter %}",
        "{% block b %}x{% endblock %}",
        "{% block b %}x{% endblock b %}",
        "{% macro f(a, b=2) %}${{ a }}${{ b }};{% endmacro %}${{ f(1) }}${{ f(1, 3) }}${{ f(1, b=4) }}${{ f() }}",
        "{% macro f(a, b=2) %}${{ a }}${{ b }};{% endmacro %}${{ f(b=1, a=0) }}",
        "{% macro w(t) %}<${{ t }}>${{ caller() }}</${{ t }}>{% endmacro %}{% call w('b') %}x${{ values.name }}{% endcall %}",
        "{% macro l() %}{% for i in [1, 2] %}${{ caller(i) }}{% endfor %}{% endmacro %}{% call(i) l() %}[${{ i }}]{% endcall %}",
        "{% set top = 1 %}{% macro m() %}${{ top }}{% endmacro %}${{ m() }}",
        "{% for i in [1] %}{% macro m() %}${{ i }}{% endmacro %}${{ m() }}{% endfor %}",
        "{% macro m() %}{% endmacro %}${{ m == none }}", "{% macro m() %}{% endmacro %}${{ m == m }}",
        "{% macro m(a) %}{% set a = 2 %}${{ a }}{% endmacro %}${{ m(1) }}", "{% macro m() %}<b>{% endmacro %}${{ m() | escape }}",
        "${{ m }}{% macro m() %}{% endmacro %}",
        "{% switch values.kind %}{% case 'a' %}A{% case 'web' %}W{% default %}D{% endswitch %}",
        "{% switch 3 %}{% case 1 %}one{% default %}d{% endswitch %}",
        "{% switch 1 %}{% case 1 %}{% case 2 %}two{% default %}d{% endswitch %}", "{% switch 1 %}{% case '1' %}t{% endswitch %}",
        "{% switch 1 %} junk {% case 1 %}x{% endswitch %}",
        "{% include 'x' %}", "{% import 'x' as y %}", "{% extends 'x' %}", "{% nosuch %}", "{% endif %}", "{% if 1 %}",
        "{% if %}x{% endif %}", "{% for x %}{% endfor %}",
        "{% set = 1 %}", "{% else %}", "${{ }}", "${{", "{% if 1", "{# open", "${{ a b }}", "${{ (1 }}", "${{ [1, }}",
        "${{ [1,] }}", "${{ {a: 1,} }}", "${{ 'open }}",
        "${{ 1 + }}", "${{ a. }}", "${{ a[ }}", "${{ x | }}", "${{ x is }}", "${{ 1 is eq 1 }}", "${{ a ? 1 : 2 }}",
        "${{ a && b }}", "${{ !a }}", "${{ $x }}", "${{ 1e3 }}", "${{ .5 }}",
        "${{ 1. }}", "${{ 1.5 }}", "${{ 007 }}", "${{ 0.1 + 0.2 }}", "${{ 1 / 3 }}", "${{ 10 ** 21 }}", "${{ 2 ** 70 }}",
        "${{ 1 / 10 ** 7 }}", "${{ 123456789012345680000 }}",
        "${{ 5 / 0 }}", "${{ -5 / 0 }}", "${{ 0 / 0 }}", "${{ 'a' - 1 }}", "${{ 2 ** 3 ** 2 }}", "${{ -2 ** 2 }}",
        "${{ 7 // 2 }} ${{ -7 // 2 }} ${{ -7 % 3 }}",
        "${{ not 1 == 2 }}", "${{ not (1 == 2) }}", "${{ not 1 + 1 }}", "${{ not 1 in [2] }}", "${{ not not 1 == 1 }}",
        "${{ 3 * 4 % 5 }}", "${{ 'a' ~ 1 - 1 }}",
        "${{ 1 == 2 < 3 }}", "${{ '1' + 2 - 1 }}", "${{ 7 // 2 * 2 }}", "${{ 2 * 7 // 2 }}", "${{ 20 % 7 // 2 % 2 }}",
        "${{ 8 / 2 * 4 }}", "${{ 2 - -3 }}", "${{ 9 // 2 // 2 }}",
        "${{ (1.005).toFixed(2) }} ${{ (1.45).toFixed(1) }} ${{ (-2.5).toFixed(0) }} ${{ (0.5).toFixed(0) }}",
        "${{ (123.456).toPrecision(4) }} ${{ (0.000123).toPrecision(2) }}",
        "${{ (1e21).toFixed(2) }}", "${{ 'a-b-c'.replaceAll('-', '_') }}", "${{ 1 + 2 ~ 3 }}", "${{ 'a' ~ 1 + 2 }}",
        "${{ 1 < 2 < 3 }}", "${{ 3 > 2 > 1 }}", "${{ not true and false }}", "${{ not nope is defined }}", "${{ 1 if false }}",
        "${{ 1 if false else 2 }}", "${{ 1 if true else 2 if false else 3 }}", "${{ (1, 2) }}", "${{ [1, [2, 3], {a: 1}] }}",
        "${{ {a: 1, 'b': 'x', '2': 3, '1': 4} | dump }}",
        "${{ {a: {b: 1} } | dump }}", "${{ {a:{b:1}} | dump }}", "${{ {3: 1} }}",
        "${{ values.list[0] }} ${{ values.list[9] }} ${{ values.list[-1] }}", "${{ 'abc'[1] }}",
        "${{ values['name'] }}", "${{ values.object.b.c.d }}", "${{ nope.a.b }}", "${{ values.list[0:2] }}",
        "${{ values.list[::-1] }}", "${{ 'hello'[1:3] }}",
        "${{ values.list[1:] }}${{ values.list[:1] }}${{ values.list[-2:] }}${{ values.list[::2] }}${{ values.list[5:] }}",
        "${{ values.list[2:0:-1] }}",
        "${{ 'a\\nb\\t\\q\\'' }}", "${{ \"it's\" }}", "${{ r/a/g }}", "${{ r/[/ }}", "${{ r/^a.c$/.test('abc') }}",
        "${{ 'a.b.c'.split('.') | last }}", "${{ values.name.split('d')[1] }}",
        "${{ values . name }}", "${{ values.1st }}", "${{ True }}|${{ None }}",
        "${{ true }}|${{ none }}|${{ null }}|${{ undefined }}", "${{ range(3) }} ${{ range(1, 8, 3) }} ${{ range(3, 0, -1) }}",
        "${{ joiner }}", "{% set j = joiner(', ') %}${{ j() }}a${{ j() }}b",
        "{% set c = cycler('x', 'y') %}${{ c.next() }}${{ c.next() }}${{ c.next() }}${{ c.current }}",
        "${{ loop }}", "${{ nope() }}", "${{ values.name() }}", "${{ values.nope() }}", "${{ 'x'.constructor }}",
        "${{ range.constructor('return 1')() }}", "${{ values.__proto__ }}",
        "${{ values['constr' + 'uctor'] }}", "${{ {a: 1}.a }}", "${{ [1, 2].length }}", "${{ 3.14159.toFixed(2) }}",
        "${{ (2.5).toFixed(0) }}", "${{ (1234.5678).toPrecision(6) }}", "${{ (255).toString(16) }}",
        "${{ (0.00001).toString() }}", "${{ (12345).toExponential(2) }}", "${{ 'x' | default }}",
        "${{ nope | default('a') | upper }}", "${{ ('a' if nope else 'b') | upper }}",
        "${{ -1 | abs }}", "${{ 'a' ~ -1 | abs }}", "${{ 1 in [1, 2] }} ${{ 'a' in 'abc' }} ${{ 'b' in values.object }}",
        "${{ 'github.com?owner=o&repo=r' | length }}",
        "${{ values.people | groupby('team') | dump }}", "${{ values.people | selectattr('active') | join(',', 'name') }}",
        "${{ [3, 1, 2] | sort | join }}", "${{ ['b', 'A', 'c'] | sort | join }}",
        "${{ values.people | sort(false, false, 'age') | join(' ', 'name') }}", "${{ values.object | dictsort | dump }}",
        "${{ [1, 2, 3] | batch(2) | dump }}", "${{ 'x' | center(4) }}|",
        "${{ values.a_b-1 }}", "${{ values.list | length > 2 }}", "${{ values.list | length + 1 }}",
        "{% set a = [1] %}${{ a.push(2) }}${{ a }}", "${{ values.list.push(9) }}${{ values.list | length }}",
        "${{ 'é' | upper }}", "${{ 'straße' | upper }}", "${{ '😀'.length }}", "${{ 'ab😀' | urlencode }}",
        "${{ 'a\u00a0b' | trim }}", "\uFEFF${{ 1 }}", "a\r\n${{ 1 }}\r\nb",
        "${{ '%' | urlencode }}", "${{ 'http://a.com x@y.com www.b.org' | urlize }}", "${{ 'a<b' | escape | length }}",
        "${{ '<' | safe | escape }}", "${{ ('<' | safe) ~ '>' }}",
    ];

    private static readonly string[] Spaced =
    [
        "  {% if 1 %}\n a\n  {% endif %}\nb", "x {% if 1 %}\ny{% endif %}", "\t{% if 1 %}\r\na{% endif %}\r\nb",
        "{% raw %}\nx\n  {% endraw %}\ny", "  {# c #}\nx", "  ${{ 1 }}\nx",
        "{% for i in [1, 2] %}\n  ${{ i }}\n{% endfor %}\nend", "  {%- if 1 %}\n x {% endif %}\n",
        "a\n    {% set x = 1 %}\n    ${{ x }}\n", "{% if 1 %}\n\na{% endif %}\n\nb", "\n  {% if 1 %}{% endif %}",
    ];

    public static IEnumerable<EngineCase> All()
    {
        var expressions = (from left in Operands from op in Operators from right in Operands select $"{left} {op} {right}")
            .Concat(from input in Inputs
                    from filter in Filters
                    where !input.StartsWith(
                "1e21",
                StringComparison.Ordinal)
                    select $"{input} | {filter}")
            .Concat(from filter in ArgumentFilters
                    from argument in ArgumentKinds
                    from input in ArgumentInputs
                    select $"{input} | {filter}({argument})")
            .Concat(from input in Inputs from test in Tests select $"{input} is {test}")
            .Concat(from method in TextMethods select $"'Hello World'.{method}")
            .Concat(from method in TextMethods select $"values.markup.{method}")
            .Concat(from method in ArrayMethods select $"values.list.{method}")
            .Concat(from method in ArrayMethods select $"[3, 1, 2, [4]].{method}");
        return expressions.Select(expression => new EngineCase($"${{{{ {expression} }}}}"))
            .Concat(Written.Concat(SettledCases.All()).Select(template => new EngineCase(template)))
            .Concat(from template in Spaced
                    from trim in new[] { false, true }
                    from strip in new[] { false, true }
                    select new EngineCase(template, trim, strip))
            .Concat(CookiecutterCases());
    }

    private static IEnumerable<EngineCase> CookiecutterCases() => new[]
    {
        "{{ values.name }} {{ True }} {{ None }} ${{ values.name }}", "{{ values.object | jsonify }}",
        "{{ values.object.items() }}", "{{ values.object.keys() }}",
        "{{ values.object.values() }}", "{{ values.object.get('b') }} {{ values.object.get('z', 'd') }}",
        "{% for k, v in values.object.items() %}{{ k }}{{ v }}{% endfor %}",
        "{{ values.list.count(2) }}", "{{ values.list.append(4) }}{{ values.list }}", "{{ values.list[-1] }}",
        "{{ 'abc'.upper() }}", "{{ 'x' if True else 'y' }}",
        "{{ values.list.find(2) }}{{ values.list.index(3) }}", "{{ values.list.remove(2) }}{{ values.list }}",
        "{{ values.list.insert(1, 'x') }}{{ values.list }}", "{{ 'a' in values.object }}",
    }.Select(template => new EngineCase(template, Cookiecutter: true));
}
