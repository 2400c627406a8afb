using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Templating.Parsing;

/// <summary>Finds tags in a template and applies white space control: '-' in delimiters, trimBlocks, lstripBlocks, raw.</summary>
internal sealed class SegmentScanner(SourceText source, TemplateSyntax syntax, RenderLimits limits)
{
    private const string TagOpen = "{%";
    private const string CommentOpen = "{#";
    private const string CommentClose = "#}";
    private readonly string _text = source.Text;
    private readonly string _outputOpen = syntax.CookiecutterCompat ? "{{" : "${{";
    private readonly List<Segment> _segments = [];
    private int _at;
    private bool _trimNext;

    public List<Segment> Scan()
    {
        while (_at < _text.Length)
        {
            var start = _at;
            var (open, at) = FindOpening(start);
            AddText(start, at, open);
            if (open is null)
            {
                break;
            }

            _trimNext = false;
            ScanTag(open, at);
        }

        return _segments;
    }

    private void ScanTag(string open, int at)
    {
        var code = at + open.Length;
        code += code < _text.Length && _text[code] == '-' ? 1 : 0;
        if (open == CommentOpen)
        {
            SkipComment(at);
            return;
        }

        var lexer = new TagLexer(source, open == TagOpen ? "%}" : "}}", at, limits.MaxExpression);
        var tokens = lexer.Read(code);
        (_at, _trimNext) = (lexer.End, lexer.TrimsAfter);
        var written = _text[code..lexer.CodeEnd].Trim();
        if (open != TagOpen)
        {
            _segments.Add(new Segment(SegmentKind.Output, at, written, tokens));
            return;
        }

        SkipNewlineAfterTag();
        if (tokens[0].Value is "raw" or "verbatim" && tokens[0].Kind == TokenKind.Name)
        {
            CopyRaw(at, tokens[0].Value);
        }
        else
        {
            _segments.Add(new Segment(SegmentKind.Tag, at, written, tokens));
        }
    }

    private (string? Open, int At) FindOpening(int from)
    {
        for (var at = from; at < _text.Length; at++)
        {
            at = _text.AsSpan(at).IndexOfAny('$', '{', '#') is var found and >= 0 ? at + found : _text.Length;
            var rest = _text.AsSpan(at);
            if (rest.StartsWith(_outputOpen))
            {
                return (_outputOpen, at);
            }

            if (rest.StartsWith(TagOpen) || rest.StartsWith(CommentOpen))
            {
                return (rest[1] == '%' ? TagOpen : CommentOpen, at);
            }

            if (rest.StartsWith(CommentClose))
            {
                throw source.Syntax("A comment ends here that never began.", at);
            }
        }

        return (null, _text.Length);
    }

    private void AddText(int start, int end, string? open)
    {
        var text = _text[start..end];
        if (open == TagOpen && syntax.LstripBlocks)
        {
            text = StripIndentation(text, atStart: start == 0);
        }

        if (_trimNext)
        {
            text = JsText.TrimStart(text);
        }

        if (open is not null && end + open.Length < _text.Length && _text[end + open.Length] == '-')
        {
            text = JsText.TrimEnd(text);
        }

        if (text.Length > 0)
        {
            _segments.Add(new Segment(SegmentKind.Text, start, text, []));
        }
    }

    private static string StripIndentation(string text, bool atStart)
    {
        var line = text.LastIndexOf('\n') + 1;
        return (line > 0 || atStart) && text.AsSpan(line).IsWhiteSpace() ? text[..line] : text;
    }

    private void SkipComment(int start)
    {
        var end = _text.IndexOf(CommentClose, start + CommentOpen.Length, StringComparison.Ordinal);
        if (end < 0)
        {
            throw source.Syntax("The comment that opens here is not closed with '#}'.", start);
        }

        _trimNext = end > start + CommentOpen.Length && _text[end - 1] == '-';
        _at = end + CommentClose.Length;
    }

    private void SkipNewlineAfterTag()
    {
        if (syntax.TrimBlocks)
        {
            _at += _text.AsSpan(_at).StartsWith("\r\n") ? 2 : _at < _text.Length && _text[_at] == '\n' ? 1 : 0;
        }
    }

    /// <summary>Everything up to the matching end tag, which must be written without '-'.</summary>
    private void CopyRaw(int start, string name)
    {
        var depth = 1;
        for (var at = _text.IndexOf(
            TagOpen,
            _at,
            StringComparison.Ordinal); at >= 0; at = _text.IndexOf(TagOpen, at + 1, StringComparison.Ordinal))
        {
            var (tag, end) = PlainTagAt(at);
            depth += tag == name ? 1 : tag == "end" + name ? -1 : 0;
            if (depth == 0)
            {
                _segments.Add(new Segment(SegmentKind.Text, _at, _text[_at..at], []));
                (_at, _trimNext) = (end, false);
                return;
            }
        }

        throw source.Syntax($"'{name}' is not closed with '{{% end{name} %}}'.", start);
    }

    private (string Name, int End) PlainTagAt(int at)
    {
        var name = SkipSpace(at + TagOpen.Length);
        var end = name;
        while (end < _text.Length && char.IsAsciiLetter(_text[end]))
        {
            end++;
        }

        var close = SkipSpace(end);
        return _text.AsSpan(close).StartsWith("%}") ? (_text[name..end], close + 2) : (string.Empty, at);
    }

    private int SkipSpace(int at)
    {
        while (at < _text.Length && JsText.IsSpace(_text[at]))
        {
            at++;
        }

        return at;
    }
}
