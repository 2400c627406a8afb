using Platform.Core.Primitives;

namespace Platform.Core.Drift.Fixes;

/// <summary>Changes one value of a YAML text and leaves everything else, comments and layout, as it stands.</summary>
internal static class YamlEdit
{
    /// <param name="place">Where the value begins.</param>
    /// <param name="value">A plain scalar.</param>
    /// <returns>Null when no scalar of one line stands there.</returns>
    public static string? Replace(string text, SourcePlace place, string value)
    {
        var start = Index(text, place);
        if (start is not { } from || from >= text.Length || text[from] is '|' or '>' or '&' or '*' or '!' or '{' or '[')
        {
            return null;
        }

        var end = text[from] is '"' or '\'' ? Quoted(text, from) : Plain(text, from);
        return end is { } to && to > from ? string.Concat(text.AsSpan(0, from), value, text.AsSpan(to)) : null;
    }

    private static int? Index(string text, SourcePlace place)
    {
        var at = 0;
        for (var line = 1; line < place.Line; line++)
        {
            at = text.IndexOf('\n', at) + 1;
            if (at == 0)
            {
                return null;
            }
        }

        return at + place.Column - 1;
    }

    private static int? Quoted(string text, int from)
    {
        for (var i = from + 1; i < text.Length && text[i] != '\n'; i++)
        {
            if (text[from] == '"' && text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == text[from])
            {
                return i + 1;
            }
        }

        return null;
    }

    /// <summary>In brackets a comma or bracket ends it; a reference has none of them.</summary>
    private static int Plain(string text, int from)
    {
        var end = text.AsSpan(from).IndexOfAny("\r\n,}]");
        var length = end < 0 ? text.Length - from : end;
        var comment = text.AsSpan(from, length).IndexOf(" #");
        return from + text.AsSpan(from, comment < 0 ? length : comment).TrimEnd().Length;
    }
}
