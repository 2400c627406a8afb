using System.Text;
using System.Text.RegularExpressions;
using Platform.Core.Primitives;
using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Templating.Evaluation;

/// <summary>Regular expressions of templates: JavaScript's meaning, a bound on their size and on the time of a match.</summary>
internal static class Patterns
{
    private const int MaxLength = 16_384;

    /// <summary>Whether JavaScript would take it: what is wrong in it is wrong whether it runs or not.</summary>
    public static bool IsValid(string source)
    {
        try
        {
            EcmaScriptPattern.Compile(source, RenderLimits.Default.RegexTimeout, ignoreCase: false, multiline: false);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    public static JsPattern Compile(string source, string flags, RenderBudget budget)
    {
        if (source.Length > MaxLength)
        {
            throw RenderBudget.Over($"A regular expression is longer than {MaxLength} characters.");
        }

        budget.Step(100);
        try
        {
            var regex = EcmaScriptPattern.Compile(
                source,
                budget.Limits.RegexTimeout,
                flags.Contains('i', StringComparison.Ordinal),
                flags.Contains('m', StringComparison.Ordinal));
            return new JsPattern(regex, source, flags);
        }
        catch (ArgumentException)
        {
            throw new TemplatingException($"'{source}' is not a regular expression.");
        }
    }

    public static string Replace(string text, JsPattern pattern, string replacement, RenderBudget budget) => Guarded(() =>
    {
        var replaced = new StringBuilder();
        var from = 0;
        for (var match = pattern.Regex.Match(text); match.Success; match = match.NextMatch())
        {
            var inserted = Expand(replacement, text, match);
            budget.Text((long)replaced.Length + inserted.Length + (match.Index - from));
            replaced.Append(text, from, match.Index - from).Append(inserted);
            from = match.Index + match.Length;
            if (!pattern.Global)
            {
                break;
            }
        }

        return replaced.Append(text, from, text.Length - from).ToString();
    });

    public static IEnumerable<string?> Split(string text, JsPattern pattern, RenderBudget budget) => Guarded(() =>
    {
        var parts = new List<string?>();
        var from = 0;
        for (var match = pattern.Regex.Match(text); match.Success; match = match.NextMatch())
        {
            budget.Step();
            // An empty match splits between characters, never at the ends.
            if (match.Length == 0 && (match.Index == from || match.Index >= text.Length))
            {
                if (match.Index == 0 || match.Index >= text.Length || match.Index == from)
                {
                    continue;
                }
            }

            parts.Add(text[from..match.Index]);
            parts.AddRange(match.Groups.Values.Skip(1).Select(group => group.Success ? group.Value : null));
            from = match.Index + match.Length;
        }

        parts.Add(text[from..]);
        return parts;
    });

    public static bool IsMatch(JsPattern pattern, string text) => Guarded(() => pattern.Regex.IsMatch(text));

    /// <summary>A replacement's <c>$$</c>, <c>$&amp;</c>, <c>$`</c>, <c>$'</c> and <c>$1</c>.</summary>
    public static string Expand(string replacement, string text, Match match)
    {
        if (!replacement.Contains('$', StringComparison.Ordinal))
        {
            return replacement;
        }

        var expanded = new StringBuilder();
        for (var i = 0; i < replacement.Length; i++)
        {
            var next = replacement[i] == '$' && i + 1 < replacement.Length ? replacement[i + 1] : '\0';
            var value = next switch
            {
                '$' => "$",
                '&' => match.Value,
                '`' => text[..match.Index],
                '\'' => text[(match.Index + match.Length)..],
                >= '1' and <= '9' when next - '0' < match.Groups.Count => match.Groups[next - '0'].Value,
                _ => null,
            };
            expanded.Append(value ?? replacement[i].ToString());
            i += value is null ? 0 : 1;
        }

        return expanded.ToString();
    }

    private static T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (RegexMatchTimeoutException)
        {
            throw RenderBudget.Over("A regular expression took too long.");
        }
    }
}
