using System.Text;
using System.Text.RegularExpressions;

namespace Platform.Core.Primitives;

/// <summary>
/// Regular expressions as JavaScript means them, on .NET's engine: what <c>\d</c>, <c>\w</c>, <c>\s</c>, <c>.</c> and <c>$</c>
/// match differs.
/// Every match is bounded by a timeout.
/// </summary>
public static class EcmaScriptPattern
{
    private const string Space = @"\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";

    private const string NoSpace = @"\u0000-\u0008\u000e-\u001f!-\u009f\u00a1-\u167f\u1681-\u1fff\u200b-\u2027"
        + @"\u202a-\u202e\u2030-\u205e\u2060-\u2fff\u3001-\ufefe\uff00-\uffff";

    private const string LineEnd = @"\n\r\u2028\u2029";

    /// <exception cref="ArgumentException">It is not a regular expression.</exception>
    public static Regex Compile(string pattern, TimeSpan timeout, bool ignoreCase = false, bool multiline = false)
    {
        var options = RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None);
        return new Regex(Translate(pattern, multiline), options, timeout);
    }

    /// <summary>.NET knows the short names of Unicode's categories only.</summary>
    private static readonly Dictionary<string, string> Categories = new(StringComparer.Ordinal)
    {
        ["Letter"] = "L",
        ["Alphabetic"] = "L",
        ["Uppercase_Letter"] = "Lu",
        ["Uppercase"] = "Lu",
        ["Lowercase_Letter"] = "Ll",
        ["Lowercase"] = "Ll",
        ["Mark"] = "M",
        ["Number"] = "N",
        ["Decimal_Number"] = "Nd",
        ["digit"] = "Nd",
        ["Punctuation"] = "P",
        ["punct"] = "P",
        ["Symbol"] = "S",
        ["Separator"] = "Z",
    };

    private static string Translate(string pattern, bool multiline)
    {
        var translated = new StringBuilder(pattern.Length);
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '\\' && i + 1 < pattern.Length)
            {
                i += Escape(pattern, i, inClass, translated);
            }
            else if (inClass)
            {
                inClass = c != ']';
                translated.Append(c == '[' ? @"\[" : c == '-' && pattern.AsSpan(i + 1).StartsWith("[") ? @"\-" : c.ToString());
            }
            else if (c == '[')
            {
                i += OpenClass(pattern, i, translated);
                inClass = translated[^1] == '[' || translated[^1] == '^';
            }
            else
            {
                translated.Append(c switch
                {
                    '.' => $"[^{LineEnd}]",
                    '$' => multiline ? $"(?=[{LineEnd}]|\\z)" : @"\z",
                    '^' => multiline ? $"(?<=[{LineEnd}]|\\A)" : @"\A",
                    _ => c.ToString(),
                });
            }
        }

        return translated.ToString();
    }

    /// <summary>An empty class matches nothing, its negation everything; returns how many characters more were read.</summary>
    private static int OpenClass(string pattern, int at, StringBuilder translated)
    {
        if (pattern.AsSpan(at).StartsWith("[]"))
        {
            translated.Append("(?!)");
            return 1;
        }

        if (pattern.AsSpan(at).StartsWith("[^]"))
        {
            translated.Append(@"(?s:.)");
            return 2;
        }

        var negated = at + 1 < pattern.Length && pattern[at + 1] == '^';
        translated.Append(negated ? "[^" : "[");
        return negated ? 1 : 0;
    }

    private static int Escape(string pattern, int at, bool inClass, StringBuilder translated)
    {
        var escaped = pattern[at + 1];
        if (escaped == 'u' && at + 2 < pattern.Length && pattern[at + 2] == '{'
            && pattern.IndexOf('}', at) is var close and > 0
            && int.TryParse(
                pattern.AsSpan(at + 3, close - at - 3),
                System.Globalization.NumberStyles.HexNumber,
                null,
                out var code) && code <= 0x10FFFF)
        {
            translated.Append(Regex.Escape(char.ConvertFromUtf32(code)));
            return close - at;
        }

        if (escaped is 'p' or 'P' && at + 2 < pattern.Length && pattern[at + 2] == '{'
            && pattern.IndexOf('}', at) is var end and > 0)
        {
            var name = pattern[(at + 3)..end];
            translated.Append('\\').Append(escaped).Append('{').Append(Categories.GetValueOrDefault(name, name)).Append('}');
            return end - at;
        }

        translated.Append(escaped switch
        {
            'd' => inClass ? "0-9" : "[0-9]",
            'D' => inClass ? @"\u0000-/:-\uffff" : "[^0-9]",
            'w' => inClass ? "a-zA-Z0-9_" : "[a-zA-Z0-9_]",
            'W' => inClass ? @"\u0000-/:-@\[-\^`{-\uffff" : "[^a-zA-Z0-9_]",
            's' => inClass ? Space : $"[{Space}]",
            'S' => inClass ? NoSpace : $"[^{Space}]",
            'b' when !inClass => @"(?:(?<=[a-zA-Z0-9_])(?![a-zA-Z0-9_])|(?<![a-zA-Z0-9_])(?=[a-zA-Z0-9_]))",
            'B' when !inClass => @"(?:(?<=[a-zA-Z0-9_])(?=[a-zA-Z0-9_])|(?<![a-zA-Z0-9_])(?![a-zA-Z0-9_]))",
            'A' or 'Z' or 'z' or 'G' or 'a' or 'e' => escaped.ToString(),
            '/' or '-' when !inClass => escaped.ToString(),
            _ => "\\" + escaped,
        });
        return 1;
    }
}
