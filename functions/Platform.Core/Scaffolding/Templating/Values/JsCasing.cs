using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Platform.Core.Scaffolding.Templating.Values;

/// <summary>
/// Upper and lower case as JavaScript has it: Unicode's full mapping, in which a letter may become several, and a sigma at the
/// end of a word is another one. .NET maps letters one by one.
/// </summary>
internal static class JsCasing
{
    private const int MostMarks = 32;

    private const string Growing =
        "\u00DFSS \u0131I \u0149\u02BCN \u017FS \u01F0J\u030C \u0390\u0399\u0308\u0301 \u03B0\u03A5\u0308\u0301"
        + " \u0587\u0535\u0552 \u1E96H\u0331 \u1E97T\u0308 \u1E98W\u030A \u1E99Y\u030A \u1E9AA\u02BE"
        + " \u1F50\u03A5\u0313 \u1F52\u03A5\u0313\u0300 \u1F54\u03A5\u0313\u0301 \u1F56\u03A5\u0313\u0342"
        + " \u1FB2\u1FBA\u0399 \u1FB3\u0391\u0399 \u1FB4\u0386\u0399 \u1FB6\u0391\u0342 \u1FB7\u0391\u0342\u0399"
        + " \u1FBC\u0391\u0399 \u1FC2\u1FCA\u0399 \u1FC3\u0397\u0399 \u1FC4\u0389\u0399 \u1FC6\u0397\u0342"
        + " \u1FC7\u0397\u0342\u0399 \u1FCC\u0397\u0399 \u1FD2\u0399\u0308\u0300 \u1FD3\u0399\u0308\u0301"
        + " \u1FD6\u0399\u0342 \u1FD7\u0399\u0308\u0342 \u1FE2\u03A5\u0308\u0300 \u1FE3\u03A5\u0308\u0301"
        + " \u1FE4\u03A1\u0313 \u1FE6\u03A5\u0342 \u1FE7\u03A5\u0308\u0342 \u1FF2\u1FFA\u0399 \u1FF3\u03A9\u0399"
        + " \u1FF4\u038F\u0399 \u1FF6\u03A9\u0342 \u1FF7\u03A9\u0342\u0399 \u1FFC\u03A9\u0399 \uFB00FF \uFB01FI"
        + " \uFB02FL \uFB03FFI \uFB04FFL \uFB05ST \uFB06ST \uFB13\u0544\u0546 \uFB14\u0544\u0535 \uFB15\u0544\u053B"
        + " \uFB16\u054E\u0546 \uFB17\u0544\u053D";

    private static readonly FrozenDictionary<char, string> Upper = Growing.Split(' ')
        .Select(entry => (entry[0], entry[1..]))
        .Concat(Enumerable.Range(0x1F80, 0x30).Select(WithIota))
        .ToFrozenDictionary(entry => entry.Item1, entry => entry.Item2);

    public static string ToUpper(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text.ToUpperInvariant();
        }

        var (simple, upper) = (text.ToUpperInvariant(), new StringBuilder(text.Length));
        for (var i = 0; i < text.Length; i++)
        {
            _ = Upper.TryGetValue(text[i], out var grown) ? upper.Append(grown) : upper.Append(simple[i]);
        }

        return upper.ToString();
    }

    public static string ToLower(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text.ToLowerInvariant();
        }

        var (simple, lower) = (text.ToLowerInvariant(), new StringBuilder(text.Length));
        for (var i = 0; i < text.Length; i++)
        {
            _ = text[i] switch
            {
                '\u0130' => lower.Append("i\u0307"),
                '\u03A3' when IsCased(text, i, -1) && !IsCased(text, i, 1) => lower.Append('\u03C2'),
                _ => lower.Append(simple[i]),
            };
        }

        return lower.ToString();
    }

    /// <summary>Greek vowels with a iota below, which becomes a letter of its own.</summary>
    private static (char, string) WithIota(int c) => (
        (char)c,
        $"{(char)((c < 0x1F90 ? 0x1F08 : c < 0x1FA0 ? 0x1F28 : 0x1F68) + (c & 7))}\u0399");

    /// <summary>Whether the next letter on that side has a case; marks and the like between don't count.</summary>
    private static bool IsCased(string text, int at, int step)
    {
        for (var i = at + step; i >= 0 && i < text.Length && Math.Abs(i - at) <= MostMarks; i += step)
        {
            switch (CharUnicodeInfo.GetUnicodeCategory(text[i]))
            {
                case UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter:
                    return true;
                case UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format
                    or UnicodeCategory.ModifierLetter or UnicodeCategory.ModifierSymbol:
                    continue;
                default:
                    if (text[i] is '\'' or '.' or ':' or '\u00B7' or '\u2018' or '\u2019' or '\u2024' or '\u2027')
                    {
                        continue;
                    }

                    return false;
            }
        }

        return false;
    }
}
