using System.Globalization;
using System.Text;

namespace Platform.Local.Forge.Actions.Expressions;

internal enum TokenKind
{
    Number,
    Text,
    Name,
    Symbol,
    End,
}

internal readonly record struct Token(TokenKind Kind, string Text, double Number = 0);

/// <summary>Splits an Actions expression into tokens.</summary>
internal static class Lexer
{
    private static readonly string[] Symbols =
    [
        "&&",
        "||",
        "==",
        "!=",
        "<=",
        ">=",
        "<",
        ">",
        "!",
        "(",
        ")",
        "[",
        "]",
        ".",
        ",",
        "*",
    ];

    public static List<Token> Read(string text)
    {
        var tokens = new List<Token>();
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            tokens.Add(Next(text, ref at));
        }

        tokens.Add(new Token(TokenKind.End, ""));
        return tokens;
    }

    private static Token Next(string text, ref int at)
    {
        var start = at;
        if (text[at] == '\'')
        {
            return new Token(TokenKind.Text, Quoted(text, ref at));
        }

        if (char.IsAsciiLetter(text[at]) || text[at] == '_')
        {
            while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '_' or '-'))
            {
                at++;
            }

            return new Token(TokenKind.Name, text[start..at]);
        }

        if (
            char.IsAsciiDigit(text[at])
            || (text[at] is '-' or '+' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])))
        {
            return Number(text, ref at);
        }

        foreach (var symbol in Symbols)
        {
            if (string.CompareOrdinal(text, at, symbol, 0, symbol.Length) == 0)
            {
                at += symbol.Length;
                return new Token(TokenKind.Symbol, symbol);
            }
        }

        throw new ExpressionException($"Unexpected '{text[at]}' in expression: {text}");
    }

    private static Token Number(string text, ref int at)
    {
        var start = at++;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '.'))
        {
            at++;
        }

        var written = text[start..at];
        if (
            written.StartsWith("0x", StringComparison.Ordinal)
            && long.TryParse(written[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var hex))
        {
            return new Token(TokenKind.Number, written, hex);
        }

        return double.TryParse(written, CultureInfo.InvariantCulture, out var value)
            ? new Token(TokenKind.Number, written, value)
            : throw new ExpressionException($"'{written}' is not a number");
    }

    private static string Quoted(string text, ref int at)
    {
        var value = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] != '\'')
            {
                value.Append(text[at]);
            }
            else if (at + 1 < text.Length && text[at + 1] == '\'')
            {
                value.Append('\'');
                at++;
            }
            else
            {
                at++;
                return value.ToString();
            }
        }

        throw new ExpressionException($"A string is not closed in expression: {text}");
    }
}
