using System.Globalization;

namespace Platform.Core.Tests.Scaffolding.Templating;

/// <summary>Templates on which our engine once answered otherwise than nunjitsu, by what they are about.</summary>
internal static class SettledCases
{
    private static readonly string[] Written =
    [
        // '-' of tags around 'raw' and of comments.
        "a {%- raw -%} x {% endraw %}  \n b", "{% raw -%} x {% endraw %}\n\n  {% if 1 %}y{% endif %}",
        "{% raw x %}a{% endraw %}",
        "{% raw %}a{% endraw\n%}", "a {#- x -#} \n b", "{#-#}  a", "{##}a", "{% raw %} a {% endraw %} {%- if 1 %}b{% endif %}",

        // What a test may be.
        "${{ 1 is 1 }}", "${{ nope is (1) }}", "${{ 2 is 2 | eq }}", "${{ nope is undefined == false }}",
        "${{ 3 is odd | default(1) }}",
        "${{ none is none() }}", "${{ 1 is true }}",

        // 'not' before chains, and functions in comparisons.
        "${{ not not 1 + 1 }}", "${{ not not 1 == 2 }}", "${{ not 7 // 2 }}", "${{ not 2 ** 2 * 3 }}",
        "{% macro m() %}{% endmacro %}${{ m == none }}", "{% macro m() %}{% endmacro %}${{ m == m }}${{ m === 1 }}",
        "{% macro m() %}{% endmacro %}${{ [m] | length }}", "{% macro m() %}{% endmacro %}${{ m is callable }}",

        // Which variable a name means.
        "{% set a = 1 %}{% macro m(a) %}[${{ a }}]{% endmacro %}${{ m() }}${{ m(2) }}",
        "{% macro m(a, b=a) %}${{ b }}{% endmacro %}${{ m(1) }}",
        "{% for x in [1] %}{% set x = 2 %}${{ x }}{% endfor %}${{ x }}",
        "{% for x in [1, 2] %}{% set y = x %}{% endfor %}${{ y }}",
        "{% for a, b in [[1, 2]] %}{% block c %}[${{ a }}]{% endblock %}{% endfor %}",
        "{% for x in [] %}{% else %}[${{ x }}]{% endfor %}",
        "{% for i in [1, 2] %}{% for x in [[1], nope][i - 1] %}a{% else %}b{% endfor %}{% endfor %}",
        "{% for x in values.list %}{% if loop.first %}${{ values.list.push(9) }}{% endif %}"
            + "${{ x }}/${{ loop.length }} {% endfor %}",
        "{% for x in [none] %}{% for a, b in [x] %}{% endfor %}{% endfor %}",
        "{% for a, b in 'xy' %}${{ a }}${{ b }}{% endfor %}",
        "{% for x in {length: 2, '0': 'p', '1': 'q'} %}${{ x }}{% endfor %}",
        "{% macro m() %}${{ caller }}{% endmacro %}{% call m() %}{% endcall %}",

        // Tags that JavaScript would not take.
        "{% for x in'ab' %}${{ x }}{% endfor %}", "{% for loop in [1] %}{% endfor %}", "{% set true = 1 %}",
        "{% set constructor = 1 %}",
        "{% switch 1 %}\n{% case 1 %}x{% endswitch %}", "{% switch 1 %}{% endswitch %}",
        "{% switch 1 %}{% default %}d{% case 1 %}x{% endswitch %}",
        "{% if 1 %}x{% endif x %}", "{% block b %}x{% endblock c %}", "{% block b %}{% endblock %}{% block b %}{% endblock %}",
        "{% set x %}{% macro m() %}{% endmacro %}{% endset %}", "${{ naïve }}", "${{ {true: 1} }}",
        "${{ 1 if true else a.constructor }}",

        // Filters: what is no attribute, names of arguments, measures that are no numbers.
        "${{ [none] | join(',', 'a') }}", "${{ ('<b>' | safe) | sum('age') }}", "${{ 'abc' | groupby('length') | dump }}",
        "${{ 'abc' | groupby | dump }}", "${{ values.people | groupby('upper') | dump }}",
        "${{ [[1, 2], [3]] | sort(attribute='length') | dump }}",
        "${{ 'a\nb' | indent(width=2) }}", "${{ '12' | int(base=16) }}", "${{ 'zz' | int(default=9) }}",
        "${{ [2, 1] | sort(reverse=true) }}",
        "${{ 'a' | center('x') }}|", "${{ values.object | center(4) }}|", "${{ 'a b' | truncate('x') }}",
        "${{ none | truncate({}) }}",
        "${{ '' | replace('') }}", "${{ 'ab' | replace('') }}", "${{ 'ab' | replace('a', 'x', 0) }}",
        "${{ 'aa' | replace('a', 'x', 'y') }}",
        "${{ 'a\nb' | indent(1.5) }}", "${{ 5 | batch(0) }}", "${{ {length: 2, '0': 'p'} | batch(1) | dump }}",
        "${{ {b: 1, a: 'x', c: none} | dictsort(false, 'value') | dump }}",
        "${{ {b: 1, a: 'x', c: none, d: [], e: true, f: '2'} | dictsort(true, 'value') | dump }}",
        "${{ ['b', 1, 'a', none, 0, nope, 'c'] | sort | dump }}",
        "${{ ['b', 1, 'a', none, 0, true, '1'].sort() | dump }}", "${{ ' a \r\n  b \n\n\n c ' | striptags(true) }}",
        "${{ 'www..' | urlize }}",

        // Slices and members of anything.
        "${{ 'abcdef'['1':] }}", "${{ [1, 2, 3][::-1] }}", "${{ 'abc'[1.5:] }}", "${{ none[1:] }}",
        "${{ {length: 3, '1': 'x'}[0:] }}",
        "${{ 'length' in ('a' | safe) }}", "${{ 'a' in ('a' | safe) }}", "${{ ('ab' | safe).val }}", "${{ range('3') }}",
        "${{ range(2, 0, -1) }}",

        // Methods and how many arguments they take.
        "${{ 'a'.trim(1) }}", "${{ 'abc'.split('', -1) }}", "${{ 'abcabc'.lastIndexOf('a', 2) }}",
        "${{ [1, 2, 1].lastIndexOf(1, -2) }}",
        "${{ [1, 2].includes(1, 1) }}", "${{ [1, 2].splice() }}", "${{ [1].at() }}", "${{ (1).toFixed(1, 2) }}",

        // Letters that become several.
        "${{ 'straße ŉ ﬁ ᾳ' | upper }}", "${{ 'ΑΣ ΑΣΑ İ' | lower }}", "${{ 'ßa' | capitalize }}", "${{ 'ǰx' | title }}",
    ];

    public static IEnumerable<string> All() => Written.Concat(Powers());

    /// <summary>To the last bit.</summary>
    private static IEnumerable<string> Powers() =>
        from value in new[] { "10", "3", "0.7", "2.5", "1.0000001" }
        from power in new[] { -307, -306, -45.5, -7, -2.25, -0.3, 0.1, 0.5, 1.5, 2.5, 21, 23, 101.25, 308 }
        select string.Create(CultureInfo.InvariantCulture, $"${{{{ {value} ** {power} }}}}");
}
