namespace Platform.Core.Tests.Scaffolding.Templating;

/// <summary>Where our engine is meant to differ from nunjitsu 0.6.2, and why.</summary>
internal static class DeliberateDifferences
{
    private static readonly (string Part, string Why)[] Table =
    [
        (
            "| dictsort(false, 'value')",
            "values of mixed types have no order; ours is stable, theirs is what the sorting algorithm happens to do"),
        ("('<b>' | safe) | join(', ', 'name')", "a character without the attribute gives nothing, as it does for an unsafe text"),
        ("('<b>' | safe) | sum('age'", "the same"),
        ("| replace('') }}", "a replacement that is not given, behind an empty text to look for"),
        ("3.7 | round(2.5)", "the last bit of a power with a fraction"),
        ("none | truncate('a')", "a length that is no number, of nothing; ours gives nothing"),
        ("none | truncate({})", "the same"),
        ("none | truncate('name')", "the same"),
        ("none | truncate('a', 'b')", "the same"),
        (".replaceAll(", "templates in the wild call it (nunjucks allows it), and it is as harmless as 'replace'"),
    ];

    public static bool Covers(string template) =>
        Array.Exists(Table, row => template.Contains(row.Part, StringComparison.Ordinal));
}
