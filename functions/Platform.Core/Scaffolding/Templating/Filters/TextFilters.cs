using System.Text;
using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Templating.Filters;

/// <summary>Nunjucks' filters on texts.</summary>
internal static class TextFilters
{
    public static readonly IReadOnlyDictionary<string, FilterBody> All = new Dictionary<string, FilterBody>
    {
        ["capitalize"] = call => call.Text.ToLowerInvariant() is var lower && lower.Length > 0
            ? call.Like(char.ToUpperInvariant(lower[0]) + lower[1..])
            : call.Like(string.Empty),
        ["center"] = Center,
        ["e"] = Escape,
        ["escape"] = Escape,
        ["forceescape"] = call => new SafeText(Escaped(call.Input is null or Undefined ? string.Empty : call.ToText(call.Input))),
        ["indent"] = Indent,
        ["lower"] = call => JsText.ToLower(call.Text),
        ["upper"] = call => JsText.ToUpper(call.Text),
        ["nl2br"] = call => call.Input is null or Undefined
            ? string.Empty
            : call.Like(TextOf(
                call,
                "nl2br").Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", "<br />\n", StringComparison.Ordinal)),
        ["replace"] = TextReplacement.Replace,
        ["safe"] = call =>
            call.Input is SafeText
                ? call.Input
                : new SafeText(call.Input is null or Undefined ? string.Empty : call.ToText(call.Input)),
        ["string"] = call => call.Input switch
        {
            SafeText => call.Input,
            null or Undefined => throw call.Refuse("string", "a value"),
            _ => call.ToText(call.Input),
        },
        ["striptags"] = Markup.StripTags,
        ["title"] = call => call.Like(Title(call.Text)),
        ["trim"] = call => call.Like(JsText.Trim(TextOf(call, "trim"))),
        ["truncate"] = Truncate,
        ["urlencode"] = Markup.UrlEncode,
        ["urlize"] = Markup.Urlize,
        ["wordcount"] = call => !JsConvert.ToBoolean(call.Input) ? null
            : WordCount(call.Text) is var words and > 0 ? words : null,
    };

    public static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            _ = c switch
            {
                '&' => escaped.Append("&amp;"),
                '"' => escaped.Append("&quot;"),
                '\'' => escaped.Append("&#39;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '\\' => escaped.Append("&#92;"),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }

    private static string TextOf(FilterCall call, string filter) => call.IsText ? call.Text : throw call.Refuse(filter, "a text");

    private static object? Escape(FilterCall call) => call.Input is SafeText
        ? call.Input
        : new SafeText(Escaped(call.Input is null or Undefined ? string.Empty : call.ToText(call.Input)));

    /// <summary>JavaScript measures by <c>length</c>: an array by its items, and what has none is left alone.</summary>
    private static object? Center(FilterCall call)
    {
        if (call.Input is double or true or JsRecord)
        {
            return call.ToText(call.Input);
        }

        var text = call.Input is JsArray ? call.ToText(call.Input) : call.Text;
        var wanted = JsConvert.ToBoolean(call.Arguments[0]) ? JsConvert.ToNumber(call.Arguments[0], call.Budget) : 80;
        var width = double.IsNaN(wanted) ? 0 : Math.Clamp(wanted, 0, int.MaxValue);
        var length = call.Input is JsArray array ? array.Items.Count : text.Length;
        if (length >= width)
        {
            return call.Input is JsArray ? call.Input : text;
        }

        call.Budget.Text((long)Math.Ceiling(width));
        var spaces = width - length;
        var before = (int)Math.Ceiling((spaces / 2.0) - (spaces % 2));
        return call.Like(new string(' ', Math.Max(0, before)) + text + new string(' ', (int)Math.Ceiling(spaces / 2.0)));
    }

    private static object? Indent(FilterCall call)
    {
        var text = call.Text;
        var width = Math.Max(0, JsConvert.ToBoolean(call.Arguments.Named(0, "width")) ? JsConvert.ToInteger(
            call.Arguments.Named(0, "width"),
            call.Budget) : 4);
        var first = JsConvert.ToBoolean(call.Arguments.Named(1, "indentfirst"));
        if (text.Length == 0)
        {
            return string.Empty;
        }

        var lines = text.Split('\n');
        call.Budget.Text(text.Length + ((long)lines.Length * width));
        var blank = new string(' ', width);
        return call.Like(string.Join('\n', lines.Select((line, i) => i == 0 && !first ? line : blank + line)));
    }

    /// <summary>Words are separated by single blanks; the rest of each is lower case.</summary>
    private static string Title(string text) => string.Join(
        ' ',
        text.Split(' ').Select(word => word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..].ToLowerInvariant()));

    private static object? Truncate(FilterCall call)
    {
        var length = call.Integer(0, 255);
        if (call.Input is JsArray array && array.Items.Count <= length)
        {
            return array;
        }

        var text = call.Text;
        if (text.Length <= length)
        {
            return call.Input is SafeText ? call.Input : text;
        }

        length = Math.Max(0, length);
        var cut = JsConvert.ToBoolean(call.Arguments[1]) ? length : text.LastIndexOf(' ', Math.Min(length, text.Length - 1));
        var end = call.Arguments[2] is Undefined or null ? "..." : call.ToText(call.Arguments[2]);
        return call.Like(text[..(cut < 0 ? length : cut)] + end);
    }

    private static double WordCount(string text)
    {
        var words = 0;
        for (var i = 0; i < text.Length; i++)
        {
            words += IsWord(text[i]) && (i == 0 || !IsWord(text[i - 1])) ? 1 : 0;
        }

        return words;
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
