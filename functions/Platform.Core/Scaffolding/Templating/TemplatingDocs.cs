using Platform.Core.Scaffolding.Templating.Filters;

namespace Platform.Core.Scaffolding.Templating;

/// <summary>What a filter or global function does, for the authors of templates.</summary>
/// <param name="Example">An expression as it stands in a template.</param>
/// <param name="Result">What it renders to, as JSON.</param>
public sealed record TemplatingDoc(string Name, string Description, string Example, string Result);

/// <summary>The words of expressions: every filter of the engine, and its global functions.</summary>
public static class TemplatingDocs
{
    /// <value>The names of the engine's own filters; each has a description.</value>
    internal static IEnumerable<string> FilterNames => FilterSet.Names;

    public static IReadOnlyList<TemplatingDoc> Functions { get; } =
    [
        new("cycler", "Gives its arguments one after the other, again and again.",
            "{% set c = cycler('a', 'b') %}${{ c.next() }}${{ c.next() }}${{ c.next() }}", "\"aba\""),
        new("joiner", "Gives nothing at its first call and the separator at all others.",
            "{% set j = joiner('-') %}${{ j() }}1${{ j() }}2", "\"1-2\""),
        new("range", "Numbers from a start up to, and without, a stop, by a step.", "${{ range(2, 8, 3) }}", "[2,5]"),
    ];

    public static IReadOnlyList<TemplatingDoc> Filters { get; } =
    [
        new("abs", "The number without its sign.", "${{ -2 | abs }}", "2"),
        new("batch", "Lists of so many items each; the last is filled up.", "${{ [1, 2, 3] | batch(2, 9) }}", "[[1,2],[3,9]]"),
        new("capitalize", "The first letter large, all others small.", "${{ 'mY text' | capitalize }}", "\"My text\""),
        new("center", "The text in the middle of so many characters.", "[${{ 'a' | center(3) }}]", "\"[ a ]\""),
        new("d", "Short for default.", "${{ parameters.none | d('x') }}", "\"x\""),
        new("default", "Another value when it is undefined; with true, also when it is empty.",
            "${{ '' | default('x', true) }}", "\"x\""),
        new("dictsort", "The members of an object as pairs, sorted by name.",
            "${{ { b: 1, a: 2 } | dictsort }}", "[[\"a\",2],[\"b\",1]]"),
        new("dump", "The value as JSON text.", "text: ${{ [1, 'a'] | dump }}", "\"text: [1,\\\"a\\\"]\""),
        new("e", "Short for escape.", "${{ '<' | e }}", "\"&lt;\""),
        new("escape", "Escapes the characters that mean something in HTML.", "${{ 'a < b' | escape }}", "\"a &lt; b\""),
        new("first", "The first item or character.", "${{ [1, 2] | first }}", "1"),
        new("float", "The text as a number, or what is given when it is none.", "${{ '2.5' | float }}", "2.5"),
        new("forceescape", "Escapes what is marked as safe, too.", "${{ '<' | safe | forceescape }}", "\"&lt;\""),
        new("groupby", "Items by the value of one of their members.",
            "${{ [{ k: 'a' }, { k: 'b' }] | groupby('k') }}", "{\"a\":[{\"k\":\"a\"}],\"b\":[{\"k\":\"b\"}]}"),
        new("indent", "Spaces before each line but the first.", "${{ 'a\\nb' | indent(2) }}", "\"a\\n  b\""),
        new("int", "The text as a whole number, or what is given when it is none.", "${{ '7 pieces' | int }}", "7"),
        new("join", "The items as one text with a separator.", "${{ ['a', 'b'] | join(', ') }}", "\"a, b\""),
        new("last", "The last item or character.", "${{ [1, 2] | last }}", "2"),
        new("length", "How many items, members or characters.", "${{ [1, 2] | length }}", "2"),
        new("list", "The characters of a text, or the members of an object, as a list.",
            "${{ 'ab' | list }}", "[\"a\",\"b\"]"),
        new("lower", "All letters small.", "${{ 'AbC' | lower }}", "\"abc\""),
        new("nl2br", "A line break of HTML for each line break.", "${{ 'a\\nb' | nl2br }}", "\"a<br />\\nb\""),
        new("parseEntityRef", "The kind, namespace and name of an entity reference, with defaults for what it leaves out.",
            "${{ 'orders' | parseEntityRef({ defaultKind: 'component' }) }}",
            "{\"kind\":\"component\",\"namespace\":\"default\",\"name\":\"orders\"}"),
        new("parseRepoUrl", "The host, owner and repository of a repository's address.",
            "${{ 'github.com?owner=acme&repo=orders' | parseRepoUrl }}",
            "{\"host\":\"github.com\",\"owner\":\"acme\",\"repo\":\"orders\"}"),
        new("pick", "The member at a path.", "${{ { a: { b: 1 } } | pick('a.b') }}", "1"),
        new("projectSlug", "Owner and name of a repository's address.",
            "${{ 'github.com?owner=acme&repo=orders' | projectSlug }}", "\"acme/orders\""),
        new("random", "An item by chance.", "${{ [1] | random }}", "1"),
        new("reject", "The items that a test does not hold for.", "${{ [1, 2, 3] | reject('odd') }}", "[2]"),
        new("rejectattr", "The items whose member is false or missing.",
            "${{ [{ a: true }, { a: false }] | rejectattr('a') }}", "[{\"a\":false}]"),
        new("replace", "Another text for each occurrence of one.", "${{ 'a-b' | replace('-', '+') }}", "\"a+b\""),
        new("reverse", "The items or characters from the last to the first.", "${{ 'abc' | reverse }}", "\"cba\""),
        new("round", "Rounded to so many digits; 'ceil' and 'floor' go up and down.", "${{ 2.345 | round(1) }}", "2.3"),
        new("safe", "Marked as needing no escaping.", "${{ '<b>' | safe }}", "\"<b>\""),
        new("select", "The items that a test holds for.", "${{ [1, 2, 3] | select('odd') }}", "[1,3]"),
        new("selectattr", "The items whose member is true or there.",
            "${{ [{ a: true }, { a: false }] | selectattr('a') }}", "[{\"a\":true}]"),
        new("slice", "The items spread over so many lists.", "${{ [1, 2, 3] | slice(2) }}", "[[1,2],[3]]"),
        new("sort", "Sorted; the arguments are: reversed, case matters, by which member.", "${{ [2, 1] | sort }}", "[1,2]"),
        new("string", "The value as text.", "${{ 12 | string }}", "\"12\""),
        new("striptags", "Without the tags of HTML.", "${{ '<b>a</b>' | striptags }}", "\"a\""),
        new("sum", "The sum of the items, or of one of their members.", "${{ [1, 2] | sum }}", "3"),
        new("title", "The first letter of each word large.", "${{ 'my text' | title }}", "\"My Text\""),
        new("trim", "Without spaces around it.", "${{ ' a ' | trim }}", "\"a\""),
        new("truncate", "Cut after so many characters, at a word unless told otherwise.",
            "${{ 'one two three' | truncate(8) }}", "\"one two...\""),
        new("upper", "All letters large.", "${{ 'aBc' | upper }}", "\"ABC\""),
        new("urlencode", "As a part of an address.", "${{ 'a b' | urlencode }}", "\"a%20b\""),
        new("urlize", "Addresses in a text become links.", "${{ 'see http://x.org' | urlize }}",
            "\"see <a href=\\\"http://x.org\\\">http://x.org</a>\""),
        new("wordcount", "How many words.", "${{ 'one two' | wordcount }}", "2"),
    ];
}
