using System.Text;
using Platform.Core.Scaffolding.Templating.Evaluation;
using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Templating.Filters;

/// <summary>The filter <c>replace(old, new, max)</c>; with a regular expression it is JavaScript's.</summary>
internal static class TextReplacement
{
    public static object? Replace(FilterCall call)
    {
        var input = call.Input is double number ? JsNumber.ToText(number) : call.Input;
        var replacement = call.Arguments[1];
        if (call.Arguments[0] is JsPattern pattern)
        {
            return call.IsText
                ? Patterns.Replace(call.ToText(input), pattern, call.ToText(replacement), call.Budget)
                : throw call.Refuse("replace", "a text for a regular expression");
        }

        if (call.Arguments[0] is not (string or double) || input is not (string or SafeText))
        {
            return call.Arguments[0] is string or double ? input : call.Input;
        }

        var (text, old, put) = (call.ToText(input), call.ToText(call.Arguments[0]), call.ToText(replacement));
        if (old.Length == 0)
        {
            return call.Like(Between(text, put, replacement is Undefined ? "," : put, call.Budget));
        }

        var most = call.Arguments.Has(2) ? call.Arguments[2] : -1d;
        return most is 0d || !text.Contains(old, StringComparison.Ordinal)
            ? input
            : call.Like(Replace(text, old, put, most is -1d ? double.PositiveInfinity : call.ToNumber(most), call.Budget));
    }

    private static string Replace(string text, string old, string replacement, double most, RenderBudget budget)
    {
        var replaced = new StringBuilder();
        var from = 0;
        for (var count = 0; count < most; count++)
        {
            var at = text.IndexOf(old, from, StringComparison.Ordinal);
            if (at < 0)
            {
                break;
            }

            budget.Step();
            if ((long)replaced.Length + replacement.Length > budget.Limits.MaxOutput)
            {
                budget.Text((long)replaced.Length + replacement.Length);
            }

            replaced.Append(text, from, at - from).Append(replacement);
            from = at + old.Length;
        }

        return replaced.Append(text, from, text.Length - from).ToString();
    }

    /// <summary>An empty text is found before, between and behind all characters.</summary>
    private static string Between(string text, string around, string between, RenderBudget budget)
    {
        budget.Text(text.Length + (around.Length * 2L) + (between.Length * (long)text.Length));
        return around + string.Join(between, text.Select(c => c.ToString())) + around;
    }
}
