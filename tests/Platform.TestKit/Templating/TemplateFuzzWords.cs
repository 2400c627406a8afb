namespace Platform.TestKit.Templating;

/// <summary>What random templates are made of.</summary>
internal static class TemplateFuzzWords
{
    public static readonly string[] Names =
    [
        "values.name", "values.kind", "values.list", "values.words", "values.object", "values.people", "values.markup",
        "values.lines",
        "values.pairs", "values.nope", "nope", "x", "loop.index", "values['name']", "values.object.a", "values.list[1]",
        "values.people[0].name", "y", "loop", "loop.last", "loop.length", "values.1st", "values.people", "m0", "m1",
    ];

    public static readonly string[] Literals =
    [
        "0", "1", "2", "-1", "3.5", "10", "100", "''", "'a'", "'b c'", "'10'", "\"it's\"", "'<b>'", "'a,b,c'", "'ÄÖ😀'",
        "true",
        "false",
        "none", "[]", "[1, 2]", "['b', 'a']", "[[1], [2, 3]]", "{}", "{a: 1}", "{'b': 'x', 'a': [1]}", "1e3", "0.1", "'\\n'",
        "' x '", "r/a/", "r/[b-x ]+/gi", "{length: 2, '0': 'q', '1': 'p'}", "range(3)", "range(5, 1, -2)", "('<i>' | safe)",
        "'www.a.org, (b@c.de) http://x'", "'straße ŉ ΑΣ İ'", "-0.5", "1e9", "'\\u0041'", "[none, 1]", "[nope]",
    ];

    public static readonly string[] Operators =
    [
        "+", "-", "*", "/", "//", "%", "**", "~", "==", "===", "!=", "!==", "<", "<=", ">", ">=", "and", "or", "in", "not in",
    ];

    public static readonly string[] Filters =
    [
        "abs", "batch", "capitalize", "center", "default", "d", "dictsort", "dump", "escape", "e", "first", "float",
        "forceescape",
        "groupby", "indent", "int", "join", "last", "length", "list", "lower", "nl2br", "reject", "rejectattr", "replace",
        "reverse",
        "round", "safe", "select", "selectattr", "slice", "sort", "string", "striptags", "sum", "title", "trim", "truncate",
        "upper",
        "urlencode", "urlize", "wordcount", "nofilter",
    ];

    public static readonly string[] Arguments =
        ["1", "2", "0", "-1", "'a'", "'-'", "''", "true", "false", "none", "'name'", "'team'", "'b'", "values.list", "x", "7",
            "2.5", "values.object", "[]", "'length'", "'a.b'", "reverse=true", "base=16", "width=3", "attribute='age'",
        "boolean=true",
            "case_sensitive=true", "default=9"];

    public static readonly string[] Tests =
    [
        "callable", "defined", "undefined", "divisibleby(2)", "escaped", "equalto(1)", "eq('a')", "sameas(true)", "ne(3)",
        "even", "odd",
        "truthy", "falsy", "escaped()", "(x)", "1", "undefined == false", "odd | default(1)", "2 | eq", "nope",
        "ge(3)", "gt(2)", "le(3)", "lt(4)", "lower", "upper", "null", "none", "number", "string", "iterable",
        "mapping",
    ];

    public static readonly string[] Methods =
    [
        "split(',')", "split('')", "slice(1)", "slice(-2)", "slice(0, 1)", "replace('a', 'z')", "trim()", "toLowerCase()",
        "toUpperCase()",
        "includes('a')", "indexOf('b')", "startsWith('a')", "endsWith('b')", "charAt(1)", "substring(1, 2)", "concat('x')",
        "length",
        "join('-')", "at(-1)", "reverse()", "push(1)", "pop()", "toString()", "lastIndexOf('a')", "flat()", "toFixed(2)",
        "nope()", "trim(1)", "replace(r/a|b/g, '<$&>')", "split(r/[ ,]/)", "includes('a', 2)", "lastIndexOf('a', 3)", "sort()",
        "splice(1, 1)", "fill(0, 1)", "shift()", "unshift('u')", "copyWithin(0, 1)", "toPrecision(3)", "toExponential(1)", "size",
        "trimStart()", "charCodeAt(0)", "split('', 2)", "substring(2)", "endsWith('a', 1)", "flat(2)", "items()", "get('a')",
        "count(1)", "append(4)", "val", "0", "test('a')",
    ];

    public static readonly string[] Words = ["a", " b ", "\n", "\n\n  ", "\t", "{", "}", "$", "%", "#", "text", "<i>", "é",
        "\r\n", "''"];

    public static readonly string[] Keys = ["a", "b", "length", "x", "true", "constructor"];

    public static readonly string[] Stateful =
        ["cycler('a', 'b')", "joiner('; ')", "joiner()", "cycler()", "range", "m0"];
}
