using System.Text;
using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Templating.Filters;

/// <summary>Nunjucks' filters on texts.</summary>
internal static class TextFilters
{
    public static readonly IReadOnlyDictionary<string, FilterBody> All = new Dictionary<string, FilterBody>
    {
        ["capitalize"] = call => call.Like(Capitalized(call.Text)),
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

    private static string Capitalized(string text)
    {
        var lower = JsText.ToLower(text);
        return lower.Length > 0 ? JsText.ToUpper(lower[..1]) + lower[1..] : lower;
    }

    /// <summary>What JavaScript reads from <c>length</c>, where there is one.</summary>
    private static object? LengthOf(object? value) => JsMembers.Own(value, "length");

    private static string Blanks(double count, RenderBudget budget)
    {
        if (double.IsNaN(count) || count <= 0)
        {
            return string.Empty;
        }

        budget.Text((long)Math.Min(Math.Ceiling(count), long.MaxValue / 2));
        return new string(' ', (int)Math.Ceiling(count));
    }

    private static object? Center(FilterCall call)
    {
        var (input, width) = (call.Normalized, call.Truthy(0, 80d));
        var length = LengthOf(input);
        if (JsOperators.Compare(length, width, call.Budget) >= 0)
        {
            return input;
        }

        var spaces = call.ToNumber(width) - call.ToNumber(length);
        var before = Blanks((spaces / 2) - (spaces % 2), call.Budget);
        return call.Like(before + call.ToText(input) + Blanks(spaces / 2, call.Budget));
    }

    private static object? Indent(FilterCall call)
    {
        var text = call.Text;
        if (text.Length == 0)
        {
            return call.Like(string.Empty);
        }

        var first = JsConvert.ToBoolean(call.Arguments[1]);
        var blank = Blanks(call.ToNumber(call.Truthy(0, 4d)), call.Budget);
        var lines = text.Split('\n');
        call.Budget.Text(text.Length + ((long)lines.Length * blank.Length));
        return call.Like(string.Join('\n', lines.Select((line, i) => i == 0 && !first ? line : blank + line)));
    }

    /// <summary>Words are separated by single blanks; the rest of each is lower case.</summary>
    private static string Title(string text) => string.Join(' ', text.Split(' ').Select(Capitalized));

    private static object? Truncate(FilterCall call)
    {
        var (input, most) = (call.Normalized, call.Truthy(0, 255d));
        if (JsOperators.Compare(LengthOf(input), most, call.Budget) <= 0)
        {
            return input;
        }

        var text = call.Text;
        var number = call.ToNumber(most);
        // Of a length that is no number nothing is left, but the last blank is looked for from the end.
        var length = double.IsNaN(number) ? 0 : (int)Math.Clamp(number, 0, text.Length);
        var from = double.IsNaN(number) ? text.Length - 1 : Math.Min(length, text.Length - 1);
        var blank = JsConvert.ToBoolean(call.Arguments[1]) || text.Length == 0 ? -1 : text.LastIndexOf(' ', from);
        var end = call.Arguments[2] is Undefined or null ? "..." : call.ToText(call.Arguments[2]);
        return call.Like(text[..(blank < 0 ? length : blank)] + end);
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
