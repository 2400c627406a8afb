using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;

namespace Platform.Core.Primitives;

/// <summary>
/// File globs: <c>*</c> and <c>?</c> within a folder, <c>**</c> across folders, <c>[a-z]</c>, <c>{a,b}</c>. Names that start
/// with a dot match like others. A glob that names a folder matches everything in it. Matching takes linear time.
/// </summary>
public sealed class GlobPattern
{
    private const int MaxLength = 1024;

    // Whoever asks for many files asks with the same few patterns, and an automaton takes about a millisecond to build.
    private const int MostKnown = 128;
    private static readonly ConcurrentDictionary<string, GlobPattern> Known = new(StringComparer.Ordinal);

    private readonly string? _plain;
    private readonly Regex? _regex;

    private GlobPattern(string plain) => _plain = plain;

    private GlobPattern(Regex regex) => _regex = regex;

    /// <summary>Whether a path, relative and with '/', is matched by some pattern and by no <c>!pattern</c>.</summary>
    public static bool MatchesAny(IEnumerable<string> patterns, string path)
    {
        var all = patterns.ToList();
        return all.Exists(pattern => !pattern.StartsWith('!') && Parse(pattern).IsMatch(path))
            && !all.Exists(pattern => pattern.StartsWith('!') && Parse(pattern[1..]).IsMatch(path));
    }

    /// <exception cref="FormatException">The pattern is too long, or has a wrong range.</exception>
    public static GlobPattern Parse(string pattern)
    {
        if (pattern.Length > MaxLength)
        {
            throw new FormatException($"A glob has at most {MaxLength} characters.");
        }

        var trimmed = pattern.StartsWith("./", StringComparison.Ordinal) ? pattern[2..] : pattern;
        if (trimmed.IndexOfAny(['*', '?', '[', '{', '\\']) < 0)
        {
            return new GlobPattern(trimmed.TrimEnd('/'));
        }

        if (Known.TryGetValue(pattern, out var known))
        {
            return known;
        }

        if (Known.Count >= MostKnown)
        {
            Known.Clear();
        }

        return Known[pattern] = Build(pattern, trimmed);
    }

    public bool IsMatch(string path) => _plain is null
        ? _regex!.IsMatch(path)
        : path.StartsWith(_plain, StringComparison.Ordinal) && (path.Length == _plain.Length || path[_plain.Length] == '/');

    private static GlobPattern Build(string pattern, string trimmed)
    {
        var regex = new StringBuilder(@"\A(?:");
        Translate(trimmed.TrimEnd('/'), regex);
        // A pattern without wildcards at its end may be a folder.
        regex.Append(trimmed.EndsWith('*') ? ")" : ")(?:/.*)?").Append(@"\z");
        try
        {
            return new GlobPattern(new Regex(
                regex.ToString(),
                RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline));
        }
        catch (Exception refused) when (refused is ArgumentException or NotSupportedException)
        {
            throw new FormatException($"'{pattern}' is not a glob.", refused);
        }
    }

    private static void Translate(string pattern, StringBuilder regex)
    {
        var braces = 0;
        for (var i = 0; i < pattern.Length; i++)
        {
            var rest = pattern.AsSpan(i);
            if (rest.StartsWith("**/"))
            {
                regex.Append("(?:.*/)?");
                i += 2;
            }
            else if (rest.StartsWith("**"))
            {
                regex.Append(".*");
                i++;
            }
            else if (rest[0] == '[' && rest[1..].IndexOf(']') is var close and > 0)
            {
                var content = rest.Slice(1, close).ToString();
                regex.Append(content[0] is '!' or '^' ? "[^" : "[").Append(ClassOf(content.TrimStart('!', '^'))).Append(']');
                i += close + 1;
            }
            else
            {
                var opens = OpensAlternatives(rest);
                braces += opens ? 1 : 0;
                regex.Append(rest[0] switch
                {
                    '*' => "[^/]*",
                    '?' => "[^/]",
                    '{' when opens => "(?:",
                    ',' when braces > 0 => "|",
                    '}' when braces > 0 => ")",
                    '\\' when i + 1 < pattern.Length => Regex.Escape(pattern[++i].ToString()),
                    var c => Regex.Escape(c.ToString()),
                });
                braces -= rest[0] == '}' && braces > 0 ? 1 : 0;
            }
        }

        regex.Append(')', braces);
    }

    /// <summary>Braces without a comma are just braces, as in <c>${{ name }}</c>.</summary>
    private static bool OpensAlternatives(ReadOnlySpan<char> rest)
    {
        var (depth, commas) = (0, 0);
        for (var i = 0; i < rest.Length && rest[0] == '{'; i++)
        {
            depth += rest[i] == '{' ? 1 : rest[i] == '}' ? -1 : 0;
            commas += rest[i] == ',' && depth == 1 ? 1 : 0;
            if (depth == 0)
            {
                return commas > 0;
            }
        }

        return false;
    }

    private static string ClassOf(string content) =>
        content.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal);
}
