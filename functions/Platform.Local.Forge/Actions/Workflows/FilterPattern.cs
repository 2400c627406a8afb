using System.Text;
using System.Text.RegularExpressions;

namespace Platform.Local.Forge.Actions.Workflows;

/// <summary>The glob patterns of branch, tag and path filters; in a list the last match decides and <c>!</c> excludes.</summary>
internal static class FilterPattern
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    public static bool Matches(IReadOnlyList<string> patterns, string name)
    {
        var matches = false;
        foreach (var pattern in patterns)
        {
            var negative = pattern.StartsWith('!');
            if (Regex(negative ? pattern[1..] : pattern).IsMatch(name))
            {
                matches = !negative;
            }
        }

        return matches;
    }

    private static Regex Regex(string pattern)
    {
        var text = new StringBuilder("^");
        for (var at = 0; at < pattern.Length; at++)
        {
            var rest = pattern.AsSpan(at);
            if (rest.StartsWith("**/"))
            {
                text.Append("(?:.*/)?");
                at += 2;
            }
            else if (rest.StartsWith("**"))
            {
                text.Append(".*");
                at++;
            }
            else
            {
                text.Append(
                    pattern[at] switch
                    {
                        '*' => "[^/]*",
                        '?' or '+' or '[' or ']' => pattern[at].ToString(),
                        '\\' when at + 1 < pattern.Length => System.Text.RegularExpressions.Regex.Escape(
                            pattern[++at].ToString()),
                        var other => System.Text.RegularExpressions.Regex.Escape(other.ToString()),
                    });
            }
        }

        return new Regex(text.Append('$').ToString(), RegexOptions.CultureInvariant, Limit);
    }
}
