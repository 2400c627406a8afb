using System.Text.Json.Nodes;
using Platform.Core.Catalog.Queries;
using Platform.Core.Drift.Rules;
using Platform.Core.Primitives;

namespace Platform.Core.Drift.GoldenPaths;

/// <summary><c>rules:</c>, by the rule's id.</summary>
internal sealed class RuleSection(GoldenPathChecks checks)
{
    public IReadOnlyDictionary<string, RuleSetting> Read(JsonObject? section)
    {
        if (section is not null)
        {
            checks.NoOthers(section, "rules", GoldenPathChecks.RuleIds);
        }

        return DriftRules.All.ToDictionary(
            rule => rule.Description.Id,
            rule => section is not null && checks.Object(section, rule.Description.Id, "rules") is { } written
                ? Of(rule.Description, written, FieldPath.Key("rules", rule.Description.Id))
                : RuleSetting.Of(rule.Description));
    }

    private RuleSetting Of(RuleDescription rule, JsonObject written, string field)
    {
        checks.NoOthers(written, field, ["enabled", "severity", "appliesTo", .. rule.Options.Select(option => option.Name)]);
        var usual = RuleSetting.Of(rule);
        return new(
            checks.Flag(written, "enabled", field) ?? true,
            checks.Severity(written, "severity", field) ?? rule.Severity,
            FilterOf(written, field),
            rule.Options.Where(option => option.Type == RuleOptionType.Number).ToDictionary(
                option => option.Name,
                option => checks.Number(written, option.Name, field, option.Least, option.Most) ?? option.Usual),
            rule.Options.Where(option => option.Type == RuleOptionType.Texts).ToDictionary(
                option => option.Name,
                option => checks.Texts(written, option.Name, field, IsGlob, "a glob") ?? usual.Texts[option.Name]));
    }

    /// <summary>One filter, or a list of which any may match, as the catalog's <c>filter=</c>.</summary>
    private EntityFilter? FilterOf(JsonObject written, string field)
    {
        if (!written.ContainsKey("appliesTo"))
        {
            return null;
        }

        var texts = written["appliesTo"] is JsonArray
            ? checks.Texts(written, "appliesTo", field)
            : checks.Text(written, "appliesTo", field) is { } one ? [one] : null;
        if (texts is null or { Count: 0 })
        {
            return null;
        }

        var parsed = EntityQueryParser.Filter([.. texts]);
        if (parsed.IsOk)
        {
            return parsed.Value;
        }

        checks.Wrong(
            FieldChecks.WrongFormat, FieldPath.Key(field, "appliesTo"), string.Join(" or ", texts),
            "filters as the catalog's, such as kind=component,spec.type=service");
        return null;
    }

    private static bool IsGlob(string text)
    {
        try
        {
            return text.Length > 0 && GlobPattern.Parse(text) is not null;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
