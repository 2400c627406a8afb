namespace Platform.Core.Tests.Scaffolding.Templating;

/// <summary>Where our engine is meant to differ from nunjitsu 0.6.2, and why.</summary>
internal static class DeliberateDifferences
{
    public static readonly IReadOnlyList<(string Part, string Why)> Table =
    [
        (".replaceAll(", "templates in the wild call it (nunjucks allows it), and it is as harmless as 'replace'"),
    ];

    public static bool Covers(string template) =>
        Table.Any(row => template.Contains(row.Part, StringComparison.Ordinal));
}
