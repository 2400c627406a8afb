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

        var old = call.Arguments[0] is double sought ? JsNumber.ToText(sought) : call.Arguments[0];
        if (input is not (string or SafeText) || old is not (string or SafeText))
        {
            return input;
        }

        var most = call.Arguments.Has(2) ? call.ToNumber(call.Arguments[2]) : -1;
        var (text, oldText, newText) = (call.ToText(input), call.ToText(old), call.ToText(replacement));
        return call.Like(
            oldText.Length == 0 ? Between(text, newText, most, call.Budget) : Replace(text, oldText, newText, most, call.Budget));
    }

    private static string Replace(string text, string old, string replacement, double most, RenderBudget budget)
    {
        var replaced = new StringBuilder();
        var from = 0;
        for (var count = 0; most < 0 || count < most; count++)
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
    private static string Between(string text, string replacement, double most, RenderBudget budget)
    {
        budget.Text(text.Length + (replacement.Length * (text.Length + 1L)));
        return text.Length == 0 ? replacement + replacement : replacement + string.Concat(text.Select(c => c + replacement));
    }
}
