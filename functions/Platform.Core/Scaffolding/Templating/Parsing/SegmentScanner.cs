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
    private readonly TagLexer _lexer = new(source, limits.MaxExpression);
    private int _at;
    private string _pending = string.Empty;
    private int _pendingFrom;

    /// <value>Of all tags that were scanned.</value>
    public List<Token> Tokens => _lexer.Tokens;

    public List<Segment> Scan()
    {
        while (_at < _text.Length)
        {
            var (open, at) = FindOpening(_at);
            Keep(_at, at);
            _at = at;
            if (open is not null)
            {
                ScanTag(open, at);
            }
        }

        Flush();
        return _segments;
    }

    private void ScanTag(string open, int at)
    {
        var code = at + open.Length;
        var trimsBefore = code < _text.Length && _text[code] == '-';
        code += trimsBefore ? 1 : 0;
        if (open == TagOpen && syntax.LstripBlocks)
        {
            StripIndentation(at);
        }

        _pending = trimsBefore ? JsText.TrimEnd(_pending) : _pending;
        Flush();
        if (open == CommentOpen)
        {
            SkipComment(at, code);
            return;
        }

        var tokens = _lexer.Read(code, open == TagOpen ? "%}" : "}}", at);
        var (trimsAfter, name) = (_lexer.TrimsAfter, _lexer.Tokens[tokens]);
        _at = _lexer.End;
        if (open != TagOpen)
        {
            _segments.Add(new Segment(SegmentKind.Output, at, string.Empty, tokens, code.._lexer.CodeEnd));
            SkipSpaceAfter(trimsAfter);
        }
        else if (name is { Kind: TokenKind.Name, Value: "raw" or "verbatim" })
        {
            CopyRaw(name, _lexer.Tokens[tokens + 1], trimsAfter);
        }
        else
        {
            _segments.Add(new Segment(SegmentKind.Tag, at, string.Empty, tokens, code.._lexer.CodeEnd));
            SkipSpaceAfter(trimsAfter);
            SkipNewlineAfterTag(trimsAfter);
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

    private void Keep(int from, int to)
    {
        if (to > from)
        {
            _pendingFrom = _pending.Length == 0 ? from : _pendingFrom;
            _pending = _pending.Length == 0 ? _text[from..to] : string.Concat(_pending, _text.AsSpan(from, to - from));
        }
    }

    private void Flush()
    {
        if (_pending.Length > 0)
        {
            _segments.Add(new Segment(SegmentKind.Text, _pendingFrom, _pending, -1, default));
            _pending = string.Empty;
        }
    }

    /// <summary>Blanks before a tag go when nothing else stands before it on its line of the source.</summary>
    private void StripIndentation(int at)
    {
        var line = at;
        while (line > 0 && _text[line - 1] != '\n')
        {
            if (!JsText.IsSpace(_text[--line]))
            {
                return;
            }
        }

        var last = _pending.LastIndexOf('\n') + 1;
        _pending = JsText.TrimStart(_pending[last..]).Length == 0 ? _pending[..last] : _pending;
    }

    private void SkipComment(int start, int code)
    {
        var end = _text.IndexOf(CommentClose, code, StringComparison.Ordinal);
        if (end < 0)
        {
            throw source.Syntax("The comment that opens here is not closed with '#}'.", start);
        }

        _at = end + CommentClose.Length;
        SkipSpaceAfter(_text[end - 1] == '-');
    }

    private void SkipSpaceAfter(bool trims) => _at = trims ? SkipSpace(_at) : _at;

    private void SkipNewlineAfterTag(bool trims)
    {
        if (syntax.TrimBlocks && !trims)
        {
            _at += _text.AsSpan(_at).StartsWith("\r\n") ? 2 : _at < _text.Length && _text[_at] == '\n' ? 1 : 0;
        }
    }

    /// <summary>
    /// Everything up to the matching end tag, which must be written without '-'. A '-' that closes the opening tag trims behind
    /// the end tag.
    /// </summary>
    private void CopyRaw(Token opening, Token next, bool trims)
    {
        var (name, start) = (opening.Value, opening.Offset);
        if (next.Kind != TokenKind.End)
        {
            throw source.Syntax($"'{name}' takes nothing, but {next} follows.", next.Offset);
        }

        SkipNewlineAfterTag(trims: false);
        var depth = 1;
        for (var at = Marker(_at); at >= 0; at = Marker(at + 1))
        {
            var (tag, end) = PlainTagAt(at);
            depth += tag == name ? 1 : tag == "end" + name ? -1 : 0;
            if (depth == 0 && _text.AsSpan(at, end - at).Contains('\n'))
            {
                throw source.Syntax($"The tag 'end{name}' must stand on one line.", at);
            }

            if (depth == 0)
            {
                Keep(_at, at);
                _at = end;
                SkipSpaceAfter(trims);
                return;
            }
        }

        throw source.Syntax($"'{name}' is not closed with '{{% end{name} %}}'.", start);
    }

    private int Marker(int from) => _text.IndexOf(TagOpen, from, StringComparison.Ordinal);

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
