using System.Text.RegularExpressions;

namespace Platform.Core.Catalog.Proposals;

/// <summary>What a folder says of itself in words: its description, and how far it has come.</summary>
internal sealed partial class ComponentTexts(RepositoryFiles files)
{
    private const int Longest = 300;

    private static readonly string[] Readmes = ["README.md", "readme.md", "Readme.md", "README"];
    private static readonly string[] Deprecated = ["deprecated", "obsolete", "end-of-life", "unmaintained"];
    private static readonly string[] Experimental =
        ["experimental", "experiment", "prototype", "poc", "proof-of-concept", "sandbox", "playground", "wip", "alpha"];

    private static readonly string[] Production = ["production", "production-ready", "stable"];

    /// <param name="page">What the repository's page says; of the whole repository only.</param>
    public async Task<ProposedField> DescriptionAsync(
        string folder, string? page, PackageManifest? package, CancellationToken cancellationToken)
    {
        const string field = "metadata.description";
        if (!string.IsNullOrWhiteSpace(page))
        {
            return ProposedField.Suggested(field, Cut(page), "It is what the repository's page says.");
        }

        if (package?.Description is { } described)
        {
            return ProposedField.Suggested(field, Cut(described), "It is what package.json says.");
        }

        foreach (var path in Readmes.Select(name => RepositoryFiles.Join(folder, name)))
        {
            if (await files.TextAsync(path, cancellationToken) is { } text && Paragraph(text) is { } first)
            {
                return ProposedField.Suggested(field, Cut(first), $"It is how {path} begins.");
            }
        }

        return ProposedField.LeftOut(
            field, "Neither the repository's page nor a README says what this is; a sentence would help.");
    }

    /// <summary>Archived, then what its topics say, then its version: nothing else in a repository tells.</summary>
    public static ProposedField Lifecycle(bool isArchived, IReadOnlyList<string> topics, PackageManifest? package)
    {
        const string field = "spec.lifecycle";
        if (isArchived)
        {
            return ProposedField.Suggested(field, "deprecated", "The repository is archived.");
        }

        foreach (var (words, lifecycle) in new[]
        {
            (Deprecated, "deprecated"), (Experimental, "experimental"), (Production, "production"),
        })
        {
            if (topics.FirstOrDefault(words.Contains) is { } topic)
            {
                return ProposedField.Suggested(field, lifecycle, $"The repository has the topic {topic}.");
            }
        }

        return package?.Version?.Split('.')[0] is { Length: > 0 } major && major.All(char.IsAsciiDigit)
            ? major.Trim('0').Length > 0
                ? ProposedField.Suggested(field, "production", $"package.json is at version {package.Version}.")
                : ProposedField.Suggested(
                    field, "experimental", $"package.json is at version {package.Version}, before the first.")
            : ProposedField.Suggested(
                field, "unknown",
                "Nothing in the repository says how far it has come. Please correct it: production, experimental and deprecated "
                + "are usual.");
    }

    /// <summary>The first paragraph of prose: no headings, badges, pictures, lists or markup.</summary>
    private static string? Paragraph(string text) => BlankLines().Split(text.ReplaceLineEndings("\n"))
        .Select(paragraph => paragraph.Trim())
        .Select(paragraph => paragraph.StartsWith('#') && paragraph.Contains('\n')
            ? paragraph[(paragraph.IndexOf('\n') + 1)..].Trim()
            : paragraph)
        .FirstOrDefault(paragraph => paragraph.Length > 0 && char.IsLetterOrDigit(paragraph[0])
            && !Underline().IsMatch(paragraph));

    private static string Cut(string text)
    {
        var line = Blanks().Replace(text, " ").Trim();
        return line.Length <= Longest ? line : line[..line.LastIndexOf(' ', Longest - 1, Longest - 1)] + "…";
    }

    [GeneratedRegex(@"\n\s*\n")]
    private static partial Regex BlankLines();

    [GeneratedRegex(@"[\s\p{Cc}]+")]
    private static partial Regex Blanks();

    /// <summary>A heading by the line below it.</summary>
    [GeneratedRegex(@"\n(=+|-+)\s*(\n|\z)")]
    private static partial Regex Underline();
}
