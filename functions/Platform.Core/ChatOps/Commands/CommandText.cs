using System.Text;
using Platform.Core.Primitives;

namespace Platform.Core.ChatOps.Commands;

/// <summary>One word of a command; what was in quotes is taken as it is.</summary>
/// <param name="Key">Of <c>key=value</c>; null otherwise.</param>
public sealed record CommandWord(string Text, string? Key, bool Quoted);

/// <summary>
/// Cuts a command into words as people type them on phones: curly quotes are quotes, a long dash before a flag is the two
/// hyphens it was made from, and an apostrophe within a word is just that. A quote opens at a word's start or after <c>=</c>,
/// and closes before a blank or the end.
/// </summary>
public static class CommandText
{
    public const string Unterminated = "quote-unterminated";

    private const string DoubleQuotes = "\"“”„‟«»";
    private const string SingleQuotes = "'‘’‚‛";
    private const string LongDashes = "—–";
    private const string Invisible = "\u200B\u200C\u200D\u2060\uFEFF";

    public static Result<IReadOnlyList<CommandWord>> Split(string text)
    {
        var clean = string.Concat(text.Where(letter => !Invisible.Contains(letter)));
        var words = new List<CommandWord>();
        for (var at = 0; at < clean.Length;)
        {
            if (char.IsWhiteSpace(clean[at]) || char.IsControl(clean[at]))
            {
                at++;
                continue;
            }

            var word = Read(clean, ref at);
            if (!word.IsOk)
            {
                return Result<IReadOnlyList<CommandWord>>.Failed(word.Problems);
            }

            words.Add(word.Value);
        }

        return words;
    }

    /// <summary>The value as it can be typed.</summary>
    public static string Quote(string value) =>
        value.Length > 0 && !value.Any(letter => char.IsWhiteSpace(letter) || letter is '"' or '\\') && !IsQuote(value[0])
            ? value
            : $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static Result<CommandWord> Read(string text, ref int at)
    {
        var start = at;
        string? key = null;
        if (IsQuote(text[at]))
        {
            return ReadQuoted(text, ref at, key);
        }

        var word = new StringBuilder();
        for (; at < text.Length && !char.IsWhiteSpace(text[at]); at++)
        {
            if (key is null && text[at] == '=' && IsKey(word.ToString()))
            {
                key = word.ToString();
                word.Clear();
                if (at + 1 < text.Length && IsQuote(text[at + 1]))
                {
                    at++;
                    return ReadQuoted(text, ref at, key);
                }

                continue;
            }

            word.Append(at == start && LongDashes.Contains(text[at]) ? "--" : text[at]);
        }

        return new CommandWord(word.ToString(), key, Quoted: false);
    }

    private static Result<CommandWord> ReadQuoted(string text, ref int at, string? key)
    {
        var (open, closing) = (at, DoubleQuotes.Contains(text[at]) ? DoubleQuotes : SingleQuotes);
        var word = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length && (text[at + 1] == '\\' || closing.Contains(text[at + 1])))
            {
                word.Append(text[++at]);
            }
            else if (closing.Contains(text[at]) && (at + 1 == text.Length || char.IsWhiteSpace(text[at + 1])))
            {
                at++;
                return new CommandWord(word.ToString(), key, Quoted: true);
            }
            else
            {
                word.Append(text[at]);
            }
        }

        return new Problem(Unterminated, $"The quote that opens at {text[open..Math.Min(text.Length, open + 20)]} is not closed.",
            Expected: "a closing quote before a blank or at the end");
    }

    private static bool IsQuote(char letter) => DoubleQuotes.Contains(letter) || SingleQuotes.Contains(letter);

    // A flag's key keeps its dashes, also those that a phone has joined.
    private static bool IsKey(string word) =>
        word.TrimStart('-') is { Length: > 0 } name && char.IsLetter(name[0])
        && name.All(letter => char.IsLetterOrDigit(letter) || letter is '_' or '-' or '.');
}
