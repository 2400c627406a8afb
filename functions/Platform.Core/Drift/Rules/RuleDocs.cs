using System.Globalization;
using System.Text;

namespace Platform.Core.Drift.Rules;

/// <summary>Writes the rules' page: docs/drift-rules.md is what this says.</summary>
public static class RuleDocs
{
    public static string Markdown(IReadOnlyList<IDriftRule>? rules = null)
    {
        var page = new StringBuilder();
        page.Append(
            """
            # Drift rules

            What the platform compares, and what to do about a finding. Each rule is configured under `rules` of
            golden-path.yaml by its id: `enabled`, `severity` (info, warning, error), `appliesTo` (filters of the catalog) and
            the options below. A rule answers *unknown* while a fact that it rests on is missing or incomplete.


            """);
        foreach (var rule in rules ?? DriftRules.All)
        {
            Append(page, rule.Description);
        }

        return page.Replace("\r\n", "\n").ToString();
    }

    private static void Append(StringBuilder page, RuleDescription rule)
    {
        page.Append(CultureInfo.InvariantCulture, $"## {rule.Id}\n\n**{rule.Title}.** ")
            .Append(CultureInfo.InvariantCulture, $"Severity {Lower(rule.Severity)}, judges each {Lower(rule.Subject)}. ")
            .Append(CultureInfo.InvariantCulture, $"{rule.Docs}\n\n")
            .Append(CultureInfo.InvariantCulture, $"*What to do:* {rule.Remediation}\n\n")
            .Append(CultureInfo.InvariantCulture, $"Rests on: {string.Join(", ", rule.Facts.Concat(rule.AlsoFacts))}.\n\n");
        foreach (var option in rule.Options)
        {
            page.Append(CultureInfo.InvariantCulture, $"- `{option.Name}`: {option.Meaning} ")
                .Append(option.Type == RuleOptionType.Number
                    ? string.Create(CultureInfo.InvariantCulture, $"{option.Least} to {option.Most}; usually {option.Usual}.")
                    : option.UsualTexts.Count == 0 ? "Usually none."
                    : $"Usually {string.Join(", ", option.UsualTexts.Select(text => $"`{text}`"))}.")
                .Append('\n');
        }

        page.Append(rule.Options.Count > 0 ? "\n" : string.Empty);
    }

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
