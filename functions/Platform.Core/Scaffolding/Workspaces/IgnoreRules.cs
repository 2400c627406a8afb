using System.Text;
using System.Text.RegularExpressions;

namespace Platform.Core.Scaffolding.Workspaces;

/// <summary>
/// What the <c>.gitignore</c> files of a folder keep out of git: patterns of a file nearer to a path count more, later ones more
/// than earlier ones, and nothing below an ignored folder comes back.
/// </summary>
public sealed class IgnoreRules
{
    public const string FileName = ".gitignore";

    private readonly Dictionary<string, IReadOnlyList<Rule>> _byFolder = new(StringComparer.Ordinal);

    /// <param name="files">Path and text of each <c>.gitignore</c>.</param>
    public IgnoreRules(IEnumerable<(string Path, string Text)> files)
    {
        foreach (var (path, text) in files)
        {
            _byFolder[path[..^FileName.Length]] = [.. text.Split('\n').Select(Rule.Parse).OfType<Rule>()];
        }
    }

    public bool IsIgnored(string path)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            if (Matches(path[..slash], isFolder: true))
            {
                return true;
            }
        }

        return Matches(path, isFolder: false);
    }

    private bool Matches(string path, bool isFolder)
    {
        // From the nearest folder up: the first that has a word on it decides.
        for (var end = path.LastIndexOf('/') + 1; ; end = end == 0 ? -1 : path.LastIndexOf('/', Math.Max(0, end - 2)) + 1)
        {
            if (_byFolder.TryGetValue(path[..end], out var rules)
                && rules.LastOrDefault(rule => (isFolder || !rule.FoldersOnly) && rule.Pattern.IsMatch(path[end..])) is { } last)
            {
                return !last.IsException;
            }

            if (end == 0)
            {
                return false;
            }
        }
    }

    private sealed record Rule(Regex Pattern, bool IsException, bool FoldersOnly)
    {
        public static Rule? Parse(string line)
        {
            var text = line.TrimEnd('\r');
            while (text.EndsWith(' ') && !text.EndsWith("\\ ", StringComparison.Ordinal))
            {
                text = text[..^1];
            }

            if (text.Length == 0 || text[0] == '#')
            {
                return null;
            }

            var isException = text[0] == '!';
            text = isException ? text[1..] : text;
            var foldersOnly = text.EndsWith('/');
            text = text.TrimEnd('/');
            var isAnchored = text.Contains('/', StringComparison.Ordinal);
            text = text.TrimStart('/');
            return text.Length == 0 ? null : new(PatternOf(text, isAnchored), isException, foldersOnly);
        }

        private static Regex PatternOf(string text, bool isAnchored)
        {
            var pattern = new StringBuilder(isAnchored ? @"\A" : @"\A(?:.*/)?");
            for (var i = 0; i < text.Length; i++)
            {
                var rest = text.AsSpan(i);
                if (rest.StartsWith("**/") && (i == 0 || text[i - 1] == '/'))
                {
                    pattern.Append("(?:.*/)?");
                    i += 2;
                }
                else if (rest is "**" && i > 0 && text[i - 1] == '/')
                {
                    pattern.Append(".+");
                    i++;
                }
                else if (text[i] == '[' && text.IndexOf(']', Math.Min(i + 2, text.Length)) is > 0 and var close)
                {
                    pattern.Append(ClassOf(text[(i + 1)..close]));
                    i = close;
                }
                else
                {
                    pattern.Append(text[i] switch
                    {
                        '*' => "[^/]*",
                        '?' => "[^/]",
                        '\\' when i + 1 < text.Length => Regex.Escape(text[++i].ToString()),
                        var plain => Regex.Escape(plain.ToString()),
                    });
                }
            }

            // Linear in time: the patterns are a template's.
            return new(
                pattern.Append(@"\z").ToString(),
                RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline);
        }

        private static string ClassOf(string members)
        {
            var isInverted = members[0] is '!' or '^';
            var escaped = (isInverted ? members[1..] : members)
                .Replace("\\", @"\\", StringComparison.Ordinal)
                .Replace("[", @"\[", StringComparison.Ordinal)
                .Replace("]", @"\]", StringComparison.Ordinal)
                .Replace("^", @"\^", StringComparison.Ordinal);
            return isInverted ? $"[^/{escaped}]" : $"[{escaped}]";
        }
    }
}
