using System.Text;
using System.Text.RegularExpressions;
using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Templating.Filters;

/// <summary>Filters for HTML and URLs.</summary>
internal static partial class Markup
{
    private const int MostPasses = 8;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static object? StripTags(FilterCall call)
    {
        var text = call.Text;
        var stripped = TagPattern().Replace(text, string.Empty);
        // What a pass leaves may be a tag again.
        for (var pass = 1; stripped.Length != text.Length; pass++)
        {
            if (pass > MostPasses)
            {
                throw RenderBudget.Over("'striptags' found tags nested too deeply.");
            }

            (text, stripped) = (stripped, TagPattern().Replace(stripped, string.Empty));
        }

        stripped = JsText.Trim(stripped);
        return call.Like(JsConvert.ToBoolean(call.Arguments[0])
            ? ManyLines().Replace(
                ManyBlanks().Replace(LineBlanks().Replace(stripped, string.Empty), " ")
                    .Replace("\r\n", "\n", StringComparison.Ordinal),
                "\n\n")
            : AnyBlanks().Replace(stripped, " "));
    }

    public static object? UrlEncode(FilterCall call)
    {
        if (call.IsText)
        {
            return Encode(call.Text);
        }

        var pairs = call.Input switch
        {
            JsArray array => array.Items.Select(pair => (Attributes.Direct(pair, "0"), Attributes.Direct(pair, "1"))),
            JsRecord record => record.Keys.Select(key => ((object?)key, record[key])),
            _ => [],
        };
        return string.Join('&', pairs.Select(pair => $"{Encode(call.ToText(pair.Item1))}={Encode(call.ToText(pair.Item2))}"));
    }

    public static object? Urlize(FilterCall call)
    {
        if (!call.IsText)
        {
            throw call.Refuse("urlize", "a text");
        }

        var length = call.Arguments[0] is Undefined or double.NaN ? double.PositiveInfinity : call.ToNumber(call.Arguments[0]);
        length = double.IsNaN(length) ? 0 : length;
        var rel = call.Arguments[1] is true ? " rel=\"nofollow\"" : string.Empty;
        return string.Concat(Blanks().Split(call.Text).Where(word => word.Length > 0).Select(
            word => Link(word, (int)Math.Min(length, int.MaxValue), rel)));
    }

    private static string Link(string word, int length, string rel)
    {
        var match = Punctuation().Match(word);
        var url = match.Success ? match.Groups[1].Value : word;
        var shown = url.Length > length ? url[..Math.Max(0, length)] : url;
        return url.StartsWith("http://", StringComparison.Ordinal) || url.StartsWith("https://", StringComparison.Ordinal)
            || url.StartsWith("www.", StringComparison.Ordinal)
            ? $"<a href=\"{(url[0] == 'w' ? "http://" : string.Empty)}{url}\"{rel}>{shown}</a>"
            : Mail().IsMatch(url) ? $"<a href=\"mailto:{url}\">{url}</a>"
            : Domain().IsMatch(url) ? $"<a href=\"http://{url}\"{rel}>{shown}</a>"
            : word;
    }

    /// <summary>As <c>encodeURIComponent</c>.</summary>
    private static string Encode(string text)
    {
        byte[] bytes;
        try
        {
            bytes = Strict.GetBytes(text);
        }
        catch (EncoderFallbackException)
        {
            throw new TemplatingException("Half a character can't be encoded.");
        }

        var encoded = new StringBuilder();
        foreach (var b in bytes)
        {
            _ = char.IsAsciiLetterOrDigit((char)b) || "-_.!~*'()".Contains((char)b, StringComparison.Ordinal)
                ? encoded.Append((char)b)
                : encoded.Append('%').Append(Convert.ToHexString([b]));
        }

        return encoded.ToString();
    }

    // JavaScript's classes are written out: .NET's \s, \w, \d, '.', '$' and case folding take other characters.
    private const string Space = @"[\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]";

    [GeneratedRegex(@"</?([A-Za-z][A-Za-z0-9]*)(?![A-Za-z0-9_])[^>]*>|<!--[\s\S]*?-->", RegexOptions.None, 250)]
    private static partial Regex TagPattern();

    [GeneratedRegex(@"(?<=^|[\n\r\u2028\u2029]) +| +(?=\z|[\n\r\u2028\u2029])", RegexOptions.None, 250)]
    private static partial Regex LineBlanks();

    [GeneratedRegex(" +", RegexOptions.None, 250)]
    private static partial Regex ManyBlanks();

    [GeneratedRegex(@"\n\n\n+", RegexOptions.None, 250)]
    private static partial Regex ManyLines();

    [GeneratedRegex(Space + "+", RegexOptions.None, 250)]
    private static partial Regex AnyBlanks();

    [GeneratedRegex("(" + Space + "+)", RegexOptions.None, 250)]
    private static partial Regex Blanks();

    [GeneratedRegex(@"^(?:\(|<|&lt;)?([^\n\r\u2028\u2029]*?)(?:\.|,|\)|\n|&gt;)?\z", RegexOptions.None, 250)]
    private static partial Regex Punctuation();

    [GeneratedRegex(
        @"^[A-Za-z0-9_.!#$%&'*+\-/=?^`{|}~]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+\z", RegexOptions.None, 250)]
    private static partial Regex Mail();

    [GeneratedRegex(@"\.(?:org|net|com)(?:\:|\/|\z)", RegexOptions.None, 250)]
    private static partial Regex Domain();
}
