using System.Text;

namespace Platform.Core.Primitives;

/// <summary>Breaks a long one-line text where a single blank stands, as YAML's flow scalars may be broken.</summary>
internal static class YamlFolding
{
    private const int LineWidth = 80;
    private const int LeastContent = 20;

    /// <param name="indent">Of the lines that follow.</param>
    /// <param name="used">Characters before the text on its first line that count; null for none.</param>
    /// <param name="escaped">A double-quoted text may also be broken within a word, behind a backslash.</param>
    public static string Fold(string text, string indent, int? used, bool escaped)
    {
        var step = Math.Max(1 + LeastContent, 1 + LineWidth - indent.Length);
        return text.Length <= step ? text : Broken(text, indent, Breaks(text, used, step, LineWidth - indent.Length, escaped));
    }

    private static List<Break> Breaks(string text, int? used, int step, int width, bool escaped)
    {
        var breaks = new List<Break>();
        var end = width;
        if (used > LineWidth - LeastContent)
        {
            breaks.Add(new(0, InWord: false));
        }
        else
        {
            end = LineWidth - used ?? end;
        }

        int? blank = null;
        var (escapeStart, escapeEnd) = (-1, -1);
        for (var i = 0; i < text.Length; i++)
        {
            if (escaped && text[i] == '\\')
            {
                escapeStart = i;
                i += i + 1 < text.Length && text[i + 1] == 'x' ? 3 : i + 1 < text.Length && text[i + 1] == 'u' ? 5 : 1;
                escapeEnd = i;
            }

            blank = IsLoneBlank(text, i) ? i : blank;
            if (i < end)
            {
                continue;
            }

            if (blank is { } split)
            {
                breaks.Add(new(split, InWord: false));
                end = split + step;
                blank = null;
            }
            else if (escaped)
            {
                var at = i > escapeEnd + 1 ? i - 2 : escapeStart - 1;
                breaks.Add(new(at, InWord: true));
                end = at + step;
            }
        }

        return breaks;
    }

    private static bool IsLoneBlank(string text, int at) =>
        at > 0 && at < text.Length - 1 && text[at] == ' '
        && text[at - 1] is not (' ' or '\t') && text[at + 1] is not (' ' or '\t');

    private static string Broken(string text, string indent, List<Break> breaks)
    {
        var folded = new StringBuilder();
        var from = 0;
        foreach (var (at, inWord) in breaks)
        {
            folded.Append(text, from, at - from);
            if (inWord)
            {
                folded.Append(text[at]).Append('\\');
            }

            folded.Append('\n').Append(indent);
            from = at == 0 ? 0 : at + 1;
        }

        return folded.Append(text, from, text.Length - from).ToString();
    }

    private readonly record struct Break(int At, bool InWord);
}
