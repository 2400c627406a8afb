using System.Globalization;

namespace Platform.TestKit.Templating;

/// <summary>
/// Random expressions and templates: mostly ones that mean something, some that don't. The same seed gives the same ones.
/// </summary>
public sealed class TemplateFuzz(int seed)
{
    private static readonly string[] Names =
    [
        "values.name", "values.kind", "values.list", "values.words", "values.object", "values.people", "values.markup",
        "values.lines",
        "values.pairs", "values.nope", "nope", "x", "loop.index", "values['name']", "values.object.a", "values.list[1]",
        "values.people[0].name",
    ];

    private static readonly string[] Literals =
    [
        "0", "1", "2", "-1", "3.5", "10", "100", "''", "'a'", "'b c'", "'10'", "\"it's\"", "'<b>'", "'a,b,c'", "'ÄÖ😀'",
        "true",
        "false",
        "none", "[]", "[1, 2]", "['b', 'a']", "[[1], [2, 3]]", "{}", "{a: 1}", "{'b': 'x', 'a': [1]}", "1e3", "0.1", "'\\n'",
        "' x '",
    ];

    private static readonly string[] Operators =
    [
        "+", "-", "*", "/", "//", "%", "**", "~", "==", "===", "!=", "!==", "<", "<=", ">", ">=", "and", "or", "in", "not in",
    ];

    private static readonly string[] Filters =
    [
        "abs", "batch", "capitalize", "center", "default", "d", "dictsort", "dump", "escape", "e", "first", "float",
        "forceescape",
        "groupby", "indent", "int", "join", "last", "length", "list", "lower", "nl2br", "reject", "rejectattr", "replace",
        "reverse",
        "round", "safe", "select", "selectattr", "slice", "sort", "string", "striptags", "sum", "title", "trim", "truncate",
        "upper",
        "urlencode", "urlize", "wordcount", "nofilter",
    ];

    private static readonly string[] Arguments =
        ["1", "2", "0", "-1", "'a'", "'-'", "''", "true", "false", "none", "'name'", "'team'", "'b'", "values.list", "x", "7",
            "2.5"];

    private static readonly string[] Tests =
    [
        "callable", "defined", "undefined", "divisibleby(2)", "escaped", "equalto(1)", "eq('a')", "sameas(true)", "ne(3)",
        "even", "odd",
        "truthy", "falsy", "ge(3)", "gt(2)", "le(3)", "lt(4)", "lower", "upper", "null", "none", "number", "string", "iterable",
        "mapping",
    ];

    private static readonly string[] Methods =
    [
        "split(',')", "split('')", "slice(1)", "slice(-2)", "slice(0, 1)", "replace('a', 'z')", "trim()", "toLowerCase()",
        "toUpperCase()",
        "includes('a')", "indexOf('b')", "startsWith('a')", "endsWith('b')", "charAt(1)", "substring(1, 2)", "concat('x')",
        "length",
        "join('-')", "at(-1)", "reverse()", "push(1)", "pop()", "toString()", "lastIndexOf('a')", "flat()", "toFixed(2)",
        "nope()",
    ];

    private static readonly string[] Words = ["a", " b ", "\n", "\n\n  ", "\t", "{", "}", "$", "%", "#", "text", "<i>", "é",
        "\r\n", "''"];

    private readonly Random _random = new(seed);

    public IEnumerable<EngineCase> Take(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var template = Chance(60) ? $"${{{{ {Expression(3)} }}}}" : Template(2);
            yield return new(Chance(3) ? Broken(template) : template, Chance(25), Chance(25));
        }
    }

    private string Expression(int depth) => depth == 0 ? Leaf() : _random.Next(12) switch
    {
        0 or 1 => Leaf(),
        2 or 3 => $"{Expression(depth - 1)} {Pick(Operators)} {Expression(depth - 1)}",
        4 => $"({Expression(depth - 1)})",
        5 or 6 => $"{Operand(depth)} | {Pick(Filters)}{ArgumentsOrNone()}",
        7 => $"{Operand(depth)} is {(Chance(30) ? "not " : "")}{Pick(Tests)}",
        8 => $"{Expression(depth - 1)} if {Expression(depth - 1)}{(Chance(70) ? $" else {Expression(depth - 1)}" : "")}",
        9 => $"{Operand(depth)}.{Pick(Methods)}",
        10 => Chance(50) ? $"not {Expression(depth - 1)}" : $"-{Operand(depth)}",
        _ => Chance(50) ? $"{Operand(depth)}[{Expression(depth - 1)}]" : $"[{Expression(depth - 1)}, {Expression(depth - 1)}]",
    };

    private string Operand(int depth) => Chance(50) ? Leaf() : $"({Expression(depth - 1)})";

    private string Leaf() => Chance(50) ? Pick(Names) : Pick(Literals);

    private string ArgumentsOrNone() => _random.Next(4) switch
    {
        0 or 1 => string.Empty,
        2 => $"({Pick(Arguments)})",
        _ => $"({Pick(Arguments)}, {Pick(Arguments)})",
    };

    private string Template(int depth) =>
        string.Concat(Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Part(depth)));

    private string Part(int depth) => depth == 0 ? Pick(Words) : _random.Next(11) switch
    {
        0 or 1 => Pick(Words),
        2 or 3 => $"${{{{{Dash()} {Expression(2)} {Dash()}}}}}",
        4 => $"{Open()} if {Expression(1)} {Close()}{Template(depth - 1)}{Open()} else {Close()}"
            + $"{Template(depth - 1)}{Open()} endif {Close()}",
        5 => $"{Open()} for x in {Expression(1)} {Close()}{Template(depth - 1)}${{{{ x }}}}{Open()} endfor {Close()}",
        6 => $"{Open()} set x = {Expression(2)} {Close()}{Template(depth - 1)}${{{{ x }}}}",
        7 => $"{Open()} raw {Close()}${{{{ a }}}} {Pick(Words)}{Open()} endraw {Close()}",
        8 => $"{Open()} filter {Pick(Filters)} {Close()}{Template(depth - 1)}{Open()} endfilter {Close()}",
        9 => Macro(depth),
        _ => $"{{#{Dash()} note {Dash()}#}}{Pick(Words)}",
    };

    private string Macro(int depth)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"m{_random.Next(3)}");
        return $"{Open()} macro {name}(x, y=2) {Close()}{Template(depth - 1)}${{{{ x }}}}{Open()} endmacro {Close()}"
            + $"${{{{ {name}({Expression(1)}) }}}}";
    }

    private string Open() => "{%" + Dash();

    private string Close() => Dash() + "%}";

    private string Dash() => Chance(15) ? "-" : string.Empty;

    /// <summary>Without one of its characters.</summary>
    private string Broken(string template) =>
        _random.Next(template.Length) is var at && !char.IsSurrogate(template[at]) ? template.Remove(at, 1) : template;

    private string Pick(string[] from) => from[_random.Next(from.Length)];

    private bool Chance(int percent) => _random.Next(100) < percent;
}
