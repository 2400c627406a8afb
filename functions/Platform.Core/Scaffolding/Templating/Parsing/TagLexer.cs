using System.Text;

namespace Platform.Core.Scaffolding.Templating.Parsing;

/// <summary>Splits the code of one tag or expression into tokens, up to its closing delimiter.</summary>
internal sealed class TagLexer(SourceText source, string close, int opened, int maxLength)
{
    private static readonly string[] Operators =
    [
        "===", "!==", "==", "!=", "<=", ">=", "//", "**",
        "(", ")", "[", "]", "{", "}", ",", ":", ".", "|", "~", "+", "-", "*", "/", "%", "=", "<", ">",
    ];

    private readonly string _text = source.Text;

    /// <value>Behind the closing delimiter, once everything is read.</value>
    public int End { get; private set; }

    /// <value>Whether the closing delimiter has a '-' before it.</value>
    public bool TrimsAfter { get; private set; }

    /// <value>Where the code ends, before the closing delimiter.</value>
    public int CodeEnd { get; private set; }

    public List<Token> Read(int start)
    {
        var tokens = new List<Token>();
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
                tokens.Add(new Token(TokenKind.End, at, string.Empty));
                return tokens;
            }
            else
            {
                at = Next(at, tokens);
            }
        }

        throw source.Syntax($"The tag that opens here is not closed with '{close}'.", opened);
    }

    private static bool IsBlank(char c) => c is ' ' or '\n' or '\t' or '\r' or '\u00A0';

    private static bool IsNamePart(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '$' || c > '\u007F';

    private bool Closes(int at)
    {
        TrimsAfter = _text[at] == '-';
        var end = at + (TrimsAfter ? 1 : 0);
        if (!_text.AsSpan(end).StartsWith(close))
        {
            return false;
        }

        (CodeEnd, End) = (at, end + close.Length);
        return true;
    }

    private int Next(int at, List<Token> tokens)
    {
        var c = _text[at];
        if (c is '\'' or '"')
        {
            return ReadText(at, tokens);
        }

        if (c == 'r' && at + 1 < _text.Length && _text[at + 1] == '/')
        {
            return ReadPattern(at, tokens);
        }

        if (char.IsAsciiDigit(c))
        {
            return ReadNumber(at, tokens);
        }

        if (char.IsAsciiLetter(c) || c is '_' || c > '\u007F')
        {
            var end = at;
            while (end < _text.Length && IsNamePart(_text[end]) && !IsBlank(_text[end]))
            {
                end++;
            }

            tokens.Add(new Token(TokenKind.Name, at, _text[at..end]));
            return end;
        }

        foreach (var op in Operators)
        {
            if (_text.AsSpan(at).StartsWith(op))
            {
                tokens.Add(new Token(TokenKind.Operator, at, op));
                return at + op.Length;
            }
        }

        throw source.Syntax($"'{c}' has no meaning in an expression.", at);
    }

    /// <summary>A dot right behind a name may be followed by a name that starts with digits: <c>values.1password</c>.</summary>
    private int ReadNumber(int at, List<Token> tokens)
    {
        var end = at;
        while (end < _text.Length && char.IsAsciiDigit(_text[end]))
        {
            end++;
        }

        if (tokens.Count > 0 && tokens[^1].Is(".") && end < _text.Length && IsNamePart(_text[end]))
        {
            while (end < _text.Length && IsNamePart(_text[end]))
            {
                end++;
            }

            tokens.Add(new Token(TokenKind.Name, at, _text[at..end]));
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

        tokens.Add(new Token(TokenKind.Number, at, _text[at..end]));
        return end;
    }

    private int ReadText(int at, List<Token> tokens)
    {
        var value = new StringBuilder();
        for (var i = at + 1; i < _text.Length; i++)
        {
            if (_text[i] == _text[at])
            {
                tokens.Add(new Token(TokenKind.Text, at, value.ToString()));
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

    private int ReadPattern(int at, List<Token> tokens)
    {
        var end = at + 2;
        while (end < _text.Length && _text[end] != '/')
        {
            end += _text[end] == '\\' ? 2 : 1;
        }

        if (end >= _text.Length)
        {
            throw source.Syntax("The regular expression that opens here is not closed.", at);
        }

        var flags = end + 1;
        while (flags < _text.Length && _text[flags] is 'g' or 'i' or 'm' or 'y')
        {
            flags++;
        }

        tokens.Add(new Token(TokenKind.Pattern, at, _text[(at + 2)..end], _text[(end + 1)..flags]));
        return flags;
    }
}
