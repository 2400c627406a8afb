using System.Text;
using Platform.Core.Primitives;

namespace Platform.Core.Catalog.Proposals;

/// <param name="Line">Counts from 1.</param>
/// <param name="Owners">As they are written: <c>@org/team</c>, <c>@login</c> or a mail address; may be empty.</param>
public sealed record CodeOwnersRule(int Line, string Pattern, IReadOnlyList<string> Owners);

/// <summary>GitHub's CODEOWNERS: of the rules that match a path, the last one counts.</summary>
public sealed class CodeOwners
{
    /// <summary>The name of a file of which no rule can speak but those for all files of its folder.</summary>
    private const string AnyFile = "any file";

    private readonly IReadOnlyList<(CodeOwnersRule Rule, GlobPattern Glob)> _rules;

    private CodeOwners(IReadOnlyList<(CodeOwnersRule, GlobPattern)> rules) => _rules = rules;

    /// <value>Where GitHub looks; the first that is there counts.</value>
    public static IReadOnlyList<string> Places { get; } = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];

    /// <value>In their order.</value>
    public IReadOnlyList<CodeOwnersRule> Rules => [.. _rules.Select(one => one.Rule)];

    /// <summary>Of lines that were parsed before.</summary>
    public static CodeOwners Of(IEnumerable<CodeOwnersRule> rules) =>
        new([.. rules.Select(rule => (rule, GlobOf(rule.Pattern)!)).Where(one => one.Item2 is not null)]);

    /// <summary>As GitHub, passes over lines that it can't read.</summary>
    public static CodeOwners Parse(string text)
    {
        var rules = new List<(CodeOwnersRule, GlobPattern)>();
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (Words(line) is [var pattern, .. var owners] && GlobOf(pattern) is { } glob)
            {
                rules.Add((new(number, pattern, [.. owners]), glob));
            }
        }

        return new(rules);
    }

    /// <summary>Whose a folder is as a whole; rules for single files and kinds of files say nothing about that.</summary>
    /// <param name="folder">Empty for the repository.</param>
    public CodeOwnersRule? OfFolder(string folder) => OfFile(RepositoryFiles.Join(folder, AnyFile));

    public CodeOwnersRule? OfFile(string path) => _rules.LastOrDefault(one => one.Glob.IsMatch(path)).Rule;

    /// <summary>A blank after a backslash does not end a word, and a '#' at the start of one begins a comment.</summary>
    private static List<string> Words(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        for (var i = 0; i <= line.Length; i++)
        {
            if (i == line.Length || char.IsWhiteSpace(line[i]))
            {
                if (word.Length > 0)
                {
                    words.Add(word.ToString());
                    word.Clear();
                }
            }
            else if (line[i] == '#' && word.Length == 0)
            {
                break;
            }
            else
            {
                word.Append(line[i] == '\\' && i + 1 < line.Length ? line[++i] : line[i]);
            }
        }

        return words;
    }

    /// <summary>As in .gitignore, but for ranges and alternatives, which GitHub does not know.</summary>
    private static GlobPattern? GlobOf(string pattern)
    {
        var isAnchored = pattern.TrimEnd('/').Contains('/');
        var glob = (isAnchored ? pattern.TrimStart('/') : $"**/{pattern}")
            .Replace("[", "\\[", StringComparison.Ordinal)
            .Replace("{", "\\{", StringComparison.Ordinal);
        try
        {
            return GlobPattern.Parse(glob);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
