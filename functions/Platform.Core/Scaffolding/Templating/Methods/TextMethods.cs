using System.Text.RegularExpressions;
using Platform.Core.Scaffolding.Templating.Evaluation;
using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Templating.Methods;

/// <summary>The methods of a text that templates may call.</summary>
internal static class TextMethods
{
    public static object? Find(string text, string name, RenderBudget budget)
    {
        Func<Arguments, object?>? body = name switch
        {
            "charAt" => arguments => Slice(text, JsConvert.ToInteger(arguments[0], budget), 1),
            "charCodeAt" =>
                arguments =>
                    JsConvert.ToInteger(arguments[0], budget) is var at
                        && at >= 0
                        && at < text.Length ? (double)text[at] : double.NaN,
            "concat" => arguments => Concat(text, arguments, budget),
            "endsWith" =>
                arguments =>
                    text[..Position(arguments[1], text, text.Length, budget)].EndsWith(
                        Argument(arguments, budget),
                        StringComparison.Ordinal),
            "startsWith" =>
                arguments =>
                    text[Position(arguments[1], text, 0, budget)..].StartsWith(
                        Argument(arguments, budget),
                        StringComparison.Ordinal),
            "includes" =>
                arguments =>
                    text[Position(arguments[1], text, 0, budget)..].Contains(
                        Argument(arguments, budget),
                        StringComparison.Ordinal),
            "indexOf" =>
                arguments =>
                    (double)text.IndexOf(
                        Argument(arguments, budget),
                        Position(arguments[1], text, 0, budget),
                        StringComparison.Ordinal),
            "lastIndexOf" => arguments => LastIndexOf(text, arguments, budget),
            "replace" => arguments => Replace(text, arguments, all: false, budget),
            "replaceAll" => arguments => Replace(text, arguments, all: true, budget),
            "slice" =>
                arguments =>
                    Between(text, Relative(arguments[0], 0, text, budget), Relative(arguments[1], text.Length, text, budget)),
            "split" => arguments => Split(text, arguments, budget),
            "substring" => arguments => Substring(text, arguments, budget),
            "toLowerCase" => _ => JsText.ToLower(text),
            "toUpperCase" => _ => JsText.ToUpper(text),
            "trim" => _ => JsText.Trim(text),
            "trimEnd" => _ => JsText.TrimEnd(text),
            "trimStart" => _ => JsText.TrimStart(text),
            _ => null,
        };
        if (body is null)
        {
            return Undefined.Value;
        }

        var (least, most) = Arity(name);
        return new JsCallable(
            name,
            arguments =>
            {
                budget.Text(text.Length);
                return body(arguments);
            },
            least,
            most);
    }

    private static (int Least, int Most) Arity(string name) => name switch
    {
        "replace" or "replaceAll" => (2, 2),
        "split" or "slice" or "substring" => (0, 2),
        "includes" or "startsWith" or "endsWith" or "indexOf" or "lastIndexOf" => (1, 2),
        "charAt" or "charCodeAt" => (0, 1),
        "concat" => (0, int.MaxValue),
        _ => (0, 0),
    };

    private static string Argument(Arguments arguments, RenderBudget budget) => JsConvert.ToText(arguments[0], budget);

    private static int Position(object? value, string text, int missing, RenderBudget budget) =>
        Math.Clamp(JsConvert.ToInteger(value, budget, missing), 0, text.Length);

    private static int Relative(object? value, int missing, string text, RenderBudget budget)
    {
        var at = JsConvert.ToInteger(value, budget, missing);
        return at < 0 ? Math.Max(0, at + text.Length) : Math.Min(at, text.Length);
    }

    private static string Between(string text, int from, int to) => from < to ? text[from..to] : string.Empty;

    private static string Slice(string text, int at, int length) =>
        at >= 0 && at < text.Length ? text.Substring(at, length) : string.Empty;

    private static string Concat(string text, Arguments arguments, RenderBudget budget)
    {
        foreach (var argument in arguments.Positional)
        {
            var more = JsConvert.ToText(argument, budget);
            budget.Text((long)text.Length + more.Length);
            text += more;
        }

        return text;
    }

    private static string Substring(string text, Arguments arguments, RenderBudget budget)
    {
        var (a, b) = (Position(arguments[0], text, 0, budget), Position(arguments[1], text, text.Length, budget));
        return text[Math.Min(a, b)..Math.Max(a, b)];
    }

    private static double LastIndexOf(string text, Arguments arguments, RenderBudget budget)
    {
        var sought = Argument(arguments, budget);
        var from = arguments.Has(1) ? JsConvert.ToNumber(arguments[1], budget) : double.NaN;
        var at = double.IsNaN(from) ? text.Length : Position(arguments[1], text, 0, budget);
        var last = Math.Min(at, text.Length - sought.Length);
        return last < 0 ? -1 : text[..(last + sought.Length)].LastIndexOf(sought, StringComparison.Ordinal);
    }

    private static string Replace(string text, Arguments arguments, bool all, RenderBudget budget)
    {
        var replacement = JsConvert.ToText(arguments[1], budget);
        if (arguments[0] is JsPattern pattern)
        {
            return all && !pattern.Global
                ? throw new TemplatingException("'replaceAll' needs a regular expression with the flag 'g'.")
                : Patterns.Replace(text, pattern, replacement, budget);
        }

        var literal = new Regex(
            Regex.Escape(Argument(arguments, budget)),
            RegexOptions.CultureInvariant,
            budget.Limits.RegexTimeout);
        return Patterns.Replace(text, new JsPattern(literal, string.Empty, all ? "g" : string.Empty), replacement, budget);
    }

    /// <summary>As JavaScript's <c>&gt;&gt;&gt; 0</c>: -1 is many.</summary>
    private static int Limit(double number) => !double.IsFinite(number) ? 0
        : (int)Math.Min(int.MaxValue, (uint)(long)Math.IEEERemainder(Math.Truncate(number), 4294967296));

    private static JsArray Split(string text, Arguments arguments, RenderBudget budget)
    {
        var limit = arguments[1] is Undefined ? int.MaxValue : Limit(JsConvert.ToNumber(arguments[1], budget));
        var parts = arguments[0] switch
        {
            Undefined => [text],
            JsPattern pattern =>
                text.Length == 0 ? (Patterns.IsMatch(pattern, text) ? [] : [text]) : Patterns.Split(text, pattern, budget),
            _ when Argument(arguments, budget) is { Length: > 0 } separator => text.Split(separator),
            _ => text.Select(c => c.ToString()),
        };
        var items = parts.Take(limit).Select(part => part ?? (object?)Undefined.Value).ToList();
        budget.Step(items.Count);
        return new JsArray(items);
    }
}
