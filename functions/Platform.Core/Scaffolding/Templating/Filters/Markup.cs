using System.Text;
using System.Text.RegularExpressions;
using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Templating.Filters;

/// <summary>Filters for HTML and URLs.</summary>
internal static partial class Markup
{
    private const int MostPasses = 16;

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
            ? ManyLines().Replace(ManyBlanks().Replace(LineBlanks().Replace(stripped, string.Empty), " "), "\n\n")
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
            JsArray array => array.Items.Select(pair => (call.Attribute(pair, 0d), call.Attribute(pair, 1d))),
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

        var length = call.Arguments.Has(0) ? call.ToNumber(call.Arguments[0]) : double.PositiveInfinity;
        length = double.IsNaN(length) ? double.PositiveInfinity : length;
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
            || url.StartsWith("www.", StringComparison.Ordinal) && url.Length > 4
            ? $"<a href=\"{(url[0] == 'w' ? "http://" : string.Empty)}{url}\"{rel}>{shown}</a>"
            : Mail().IsMatch(url) ? $"<a href=\"mailto:{url}\">{url}</a>"
            : Domain().IsMatch(url) ? $"<a href=\"http://{url}\"{rel}>{shown}</a>"
            : word;
    }

    /// <summary>As <c>encodeURIComponent</c>.</summary>
    private static string Encode(string text)
    {
        var encoded = new StringBuilder();
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            _ = char.IsAsciiLetterOrDigit((char)b) || "-_.!~*'()".Contains((char)b, StringComparison.Ordinal)
                ? encoded.Append((char)b)
                : encoded.Append('%').Append(Convert.ToHexString([b]));
        }

        return encoded.ToString();
    }

    [GeneratedRegex(@"</?([a-z][a-z0-9]*)\b[^>]*>|<!--[\s\S]*?-->", RegexOptions.IgnoreCase, 250)]
    private static partial Regex TagPattern();

    [GeneratedRegex(@"^ +| +$", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex LineBlanks();

    [GeneratedRegex(" +", RegexOptions.NonBacktracking)]
    private static partial Regex ManyBlanks();

    [GeneratedRegex(@"(\r\n){3,}|\n{3,}", RegexOptions.NonBacktracking)]
    private static partial Regex ManyLines();

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex AnyBlanks();

    [GeneratedRegex(@"(\s+)", RegexOptions.None, 250)]
    private static partial Regex Blanks();

    [GeneratedRegex(@"^(?:\(|<|&lt;)?(.*?)(?:\.|,|\)|\n|&gt;)?$", RegexOptions.None, 250)]
    private static partial Regex Punctuation();

    [GeneratedRegex(@"^[\w.!#$%&'*+\-\/=?\^`{|}~]+@[a-z\d\-]+(\.[a-z\d\-]+)+$", RegexOptions.IgnoreCase, 250)]
    private static partial Regex Mail();

    [GeneratedRegex(@"\.(?:org|net|com)(?:\:|\/|$)", RegexOptions.NonBacktracking)]
    private static partial Regex Domain();
}
