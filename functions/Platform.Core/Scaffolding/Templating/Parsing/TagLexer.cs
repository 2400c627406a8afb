using System.Text;
using Platform.Core.Scaffolding.Templating.Evaluation;

namespace Platform.Core.Scaffolding.Templating.Parsing;

/// <summary>Splits the code of tags and expressions into tokens, one after the other, up to their closing delimiters.</summary>
internal sealed class TagLexer(SourceText source, int maxLength)
{
    private const int MaxPattern = 16_384;
    private const string Singles = "()[]{},:.|~+-*/%=<>";
    private static readonly string[] SingleOperators =
        ["(", ")", "[", "]", "{", "}", ",", ":", ".", "|", "~", "+", "-", "*", "/", "%", "=", "<", ">"];

    private readonly string _text = source.Text;
    private readonly List<Token> _tokens = new(16);
    private string _close = string.Empty;

    /// <value>All that were read; those of each tag end with one of their kind.</value>
    public List<Token> Tokens => _tokens;

    /// <value>Behind the closing delimiter, once everything is read.</value>
    public int End { get; private set; }

    /// <value>Whether the closing delimiter has a '-' before it.</value>
    public bool TrimsAfter { get; private set; }

    /// <value>Where the code ends, before the closing delimiter.</value>
    public int CodeEnd { get; private set; }

    /// <param name="start">Where the code starts; <paramref name="opened"/> is where its delimiter stands.</param>
    /// <returns>Which token is its first.</returns>
    public int Read(int start, string close, int opened)
    {
        _close = close;
        var first = _tokens.Count;
        for (var at = start; at < _text.Length;)
        {
            if (at - start > maxLength)
            {
                throw source.Error("template-limit", $"An expression or tag is longer than {maxLength} characters.", opened);
            }

            if (IsBlank(_text[at]))
            {
                at++;
            }
            else if (Closes(at))
            {
                _tokens.Add(new Token(TokenKind.End, at, string.Empty));
                return first;
            }
            else
            {
                at = Next(at);
            }
        }

        throw source.Syntax($"The tag that opens here is not closed with '{close}'.", opened);
    }

    public static bool IsBlank(char c) => c is ' ' or '\n' or '\t' or '\r' or '\u00A0';

    private static bool IsNamePart(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    private bool Closes(int at)
    {
        TrimsAfter = _text[at] == '-';
        var end = at + (TrimsAfter ? 1 : 0);
        if (!_text.AsSpan(end).StartsWith(_close))
        {
            return false;
        }

        (CodeEnd, End) = (at, end + _close.Length);
        return true;
    }

    private int Next(int at)
    {
        var c = _text[at];
        if (c is '\'' or '"')
        {
            return ReadText(at);
        }

        if (c == 'r' && at + 1 < _text.Length && _text[at + 1] == '/')
        {
            return ReadPattern(at);
        }

        if (char.IsAsciiDigit(c))
        {
            return ReadNumber(at);
        }

        if (char.IsAsciiLetter(c) || c == '_')
        {
            var end = at;
            while (end < _text.Length && IsNamePart(_text[end]))
            {
                end++;
            }

            _tokens.Add(new Token(TokenKind.Name, at, _text[at..end]));
            return end;
        }

        var op = OperatorAt(at) ?? throw source.Syntax($"'{c}' has no meaning in an expression.", at);
        _tokens.Add(new Token(TokenKind.Operator, at, op));
        return at + op.Length;
    }

    private string? OperatorAt(int at)
    {
        var (c, next) = (_text[at], at + 1 < _text.Length ? _text[at + 1] : '\0');
        var strict = next == '=' && at + 2 < _text.Length && _text[at + 2] == '=';
        return c switch
        {
            '=' when next == '=' => strict ? "===" : "==",
            '!' when next == '=' => strict ? "!==" : "!=",
            '<' when next == '=' => "<=",
            '>' when next == '=' => ">=",
            '/' when next == '/' => "//",
            '*' when next == '*' => "**",
            _ => Singles.IndexOf(c, StringComparison.Ordinal) is var single and >= 0 ? SingleOperators[single] : null,
        };
    }

    /// <summary>A dot right behind a name may be followed by a name that starts with digits: <c>values.1password</c>.</summary>
    private int ReadNumber(int at)
    {
        var end = at;
        while (end < _text.Length && char.IsAsciiDigit(_text[end]))
        {
            end++;
        }

        if (_tokens.Count > 0 && _tokens[^1].Is(".") && end < _text.Length && IsNamePart(_text[end]))
        {
            while (end < _text.Length && IsNamePart(_text[end]))
            {
                end++;
            }

            _tokens.Add(new Token(TokenKind.Name, at, _text[at..end]));
            return end;
        }

        if (end < _text.Length && _text[end] == '.')
        {
            end++;
            while (end < _text.Length && char.IsAsciiDigit(_text[end]))
            {
                end++;
            }
        }

        if (end < _text.Length && IsNamePart(_text[end]))
        {
            throw source.Syntax($"'{_text[at..(end + 1)]}' is neither a number nor a name.", at);
        }

        _tokens.Add(new Token(TokenKind.Number, at, _text[at..end]));
        return end;
    }

    private int ReadText(int at)
    {
        var length = _text.AsSpan(at + 1).IndexOfAny(_text[at], '\\');
        if (length >= 0 && _text[at + 1 + length] != '\\')
        {
            _tokens.Add(new Token(TokenKind.Text, at, _text.Substring(at + 1, length)));
            return at + length + 2;
        }

        var value = new StringBuilder();
        for (var i = at + 1; i < _text.Length; i++)
        {
            if (_text[i] == _text[at])
            {
                _tokens.Add(new Token(TokenKind.Text, at, value.ToString()));
                return i + 1;
            }

            if (_text[i] == '\\' && i + 1 < _text.Length)
            {
                i++;
                value.Append(_text[i] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', var other => other });
            }
            else
            {
                value.Append(_text[i]);
            }
        }

        throw source.Syntax("The text that opens here is not closed.", at);
    }

    private int ReadPattern(int at)
    {
        var end = PatternEnd(at + 2);
        if (end < 0 || end - at - 2 > MaxPattern)
        {
            throw source.Syntax("The regular expression that opens here is not closed, or is too long.", at);
        }

        var flags = end + 1;
        while (flags < _text.Length && _text[flags] is 'g' or 'i' or 'm' or 'y'
            && !_text.AsSpan(end + 1, flags - end - 1).Contains(_text[flags]))
        {
            flags++;
        }

        var (pattern, written) = (_text[(at + 2)..end], _text[(end + 1)..flags]);
        if ((flags < _text.Length && char.IsAsciiLetter(_text[flags])) || !Patterns.IsValid(pattern))
        {
            throw source.Syntax("What opens here is not a regular expression with flags of 'gimy'.", at);
        }

        _tokens.Add(new Token(TokenKind.Pattern, at, $"{pattern}/{written}"));
        return flags;
    }

    /// <summary>
    /// A slash behind one backslash belongs to the pattern; behind an even number of them nobody knows, so it is refused.
    /// </summary>
    private int PatternEnd(int at)
    {
        for (var backslashes = 0; at < _text.Length; at++)
        {
            if (_text[at] == '/' && backslashes % 2 == 0)
            {
                return backslashes == 0 ? at : -1;
            }

            backslashes = _text[at] == '\\' ? backslashes + 1 : 0;
        }

        return -1;
    }
}
