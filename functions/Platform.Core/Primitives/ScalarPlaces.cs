namespace Platform.Core.Primitives;

/// <summary>
/// Finds places inside a text of a YAML file. Quotes, escapes and folding change a text's blanks and line ends only, so the
/// characters in between are counted.
/// </summary>
public static class ScalarPlaces
{
    /// <param name="field">Where the text stands.</param>
    /// <param name="value">The text as it was read.</param>
    /// <param name="line">Within the text, from 1.</param>
    /// <param name="column">Within the text's line, from 1.</param>
    public static SourcePlace PlaceWithin(this SourceDocument document, string field, string value, int line, int column)
    {
        var place = document.PlaceOf(field);
        if (document.Text is not { } text || !document.Positions.ContainsKey(field))
        {
            return place;
        }

        var start = SkipProperties(text, OffsetOf(text, place.Line, place.Column));
        var wanted = Visible(value.AsSpan(0, Math.Min(value.Length, OffsetOf(value, line, column))));
        var found = start < text.Length ? Find(text, start, wanted) : null;
        return found is { } offset ? PlaceAt(document.File, text, offset) : place;
    }

    private static int? Find(string text, int start, int wanted) => text[start] switch
    {
        '|' or '>' => text.IndexOf('\n', start) is var header and >= 0 ? Count(text, header + 1, wanted, quote: null) : null,
        '"' or '\'' => Count(text, start + 1, wanted, text[start]),
        _ => Count(text, start, wanted, quote: null),
    };

    /// <summary>The offset of the visible character that has so many before it.</summary>
    private static int? Count(string text, int from, int wanted, char? quote)
    {
        for (var at = from; at < text.Length; at++)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                continue;
            }

            var (length, visible) = (quote, text[at]) switch
            {
                ('"', '\\') => Escape(text, at),
                ('\'', '\'') => (2, true),
                _ => (1, true),
            };
            if (visible && wanted-- == 0)
            {
                return at;
            }

            at += length - 1;
        }

        return null;
    }

    private static (int Length, bool Visible) Escape(string text, int at) => at + 1 < text.Length
        ? text[at + 1] switch
        {
            'x' => (4, true),
            'u' => (6, true),
            'U' => (10, true),
            'n' or 't' or 'r' or 'v' or 'f' or ' ' or '_' or 'N' or 'L' or 'P' or '\n' or '\r' or '\t' => (2, false),
            _ => (2, true),
        }
        : (1, true);

    private static int Visible(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var c in text)
        {
            count += char.IsWhiteSpace(c) ? 0 : 1;
        }

        return count;
    }

    /// <summary>A tag or an anchor stands before the text itself.</summary>
    private static int SkipProperties(string text, int at)
    {
        while (at < text.Length && text[at] is '!' or '&')
        {
            while (at < text.Length && !char.IsWhiteSpace(text[at]))
            {
                at++;
            }

            while (at < text.Length && text[at] == ' ')
            {
                at++;
            }
        }

        return at;
    }

    private static int OffsetOf(string text, int line, int column)
    {
        var at = 0;
        for (var skipped = 1; skipped < line; skipped++)
        {
            var end = text.IndexOf('\n', at);
            if (end < 0)
            {
                return text.Length;
            }

            at = end + 1;
        }

        return Math.Min(text.Length, at + column - 1);
    }

    private static SourcePlace PlaceAt(string file, string text, int offset)
    {
        var before = text.AsSpan(0, offset);
        return new(file, before.Count('\n') + 1, before.Length - before.LastIndexOf('\n'));
    }
}
