using System.Text.RegularExpressions;

namespace Platform.Adapters.Slack;

/// <summary>Text on its way to Slack and from it.</summary>
internal static partial class SlackText
{
    /// <summary>
    /// Makes plain text of what Slack would read as markup: with these three letters escaped, no text can mention anybody or
    /// hide an address behind another.
    /// </summary>
    public static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>A verbatim block; a fence within the text would end it.</summary>
    public static string Verbatim(string text) => $"```\n{Escape(text.Replace("```", "ʼʼʼ", StringComparison.Ordinal))}\n```";

    /// <summary>An http or https address behind its title; anything else as text.</summary>
    public static string Link(string title, string url)
    {
        var label = Escape(title.Replace('|', '¦').ReplaceLineEndings(" "));
        return Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? $"<{Escape(address.AbsoluteUri.Replace("|", "%7C", StringComparison.Ordinal))}|{label}>"
            : $"{label}: {Escape(url)}";
    }

    /// <summary>What the person typed: Slack wraps addresses, if told to, and escapes the three letters in any case.</summary>
    public static string Unescape(string text) => Wrapped().Replace(text, "$1")
        .Replace("&lt;", "<", StringComparison.Ordinal)
        .Replace("&gt;", ">", StringComparison.Ordinal)
        .Replace("&amp;", "&", StringComparison.Ordinal);

    /// <summary>
    /// Cut where it hurts least, never within an escape or a pair of UTF-16 halves, with a sign that something is
    /// missing.
    /// </summary>
    public static string Cut(string escaped, int most)
    {
        if (escaped.Length <= most)
        {
            return escaped;
        }

        var cut = most - 1;
        var entity = escaped.LastIndexOf('&', cut - 1, Math.Min(cut, 5));
        if (entity >= 0 && escaped.IndexOf(';', entity) >= cut)
        {
            cut = entity;
        }

        return (char.IsHighSurrogate(escaped[cut - 1]) ? escaped[..(cut - 1)] : escaped[..cut]) + "…";
    }

    [GeneratedRegex(@"<(?:mailto:)?((?<=mailto:)[^|>\s]+|https?://[^|>\s]+)(?:\|[^>]*)?>")]
    private static partial Regex Wrapped();
}
