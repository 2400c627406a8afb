using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Core.Drift.Rules;
using Platform.Core.Drift.Scorecards;
using Platform.Core.Primitives;

namespace Platform.Core.Drift.Campaigns;

/// <summary>Reads what somebody wants of a campaign: <c>{title, rules | scorecard + level, target, scope}</c>.</summary>
public static partial class CampaignBody
{
    public const string Names = "1 to 63 small letters, digits and single inner hyphens";

    private const int MostRules = 50;
    private const int LongestTitle = 200;
    private const int MostYears = 3;

    public static bool IsName(string text) => Name().IsMatch(text);

    /// <param name="scorecards">That there are.</param>
    /// <returns>All that is wrong, at once.</returns>
    public static Result<CampaignGoal> Read(
        string name, JsonObject body, IReadOnlyList<Scorecard> scorecards, DateOnly today)
    {
        var (checks, target) = (new FieldChecks(), default(DateOnly));
        checks.NoOthers(body, string.Empty, ["title", "rules", "scorecard", "level", "target", "scope"]);
        if (!IsName(name))
        {
            checks.Add(FieldChecks.WrongFormat, "name", name, Names);
        }

        var title = checks.Text(
            body, string.Empty, "title", format: text => text.Trim().Length is > 0 and <= LongestTitle,
            expected: $"1 to {LongestTitle} characters");
        checks.Text(
            body, string.Empty, "target", required: true,
            text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out target)
                && target >= today && target <= today.AddYears(MostYears),
            $"a day of the next {MostYears} years, such as {today.AddMonths(3):yyyy-MM-dd}");
        var scope = checks.Text(
            body, string.Empty, "scope", format: text => ScorecardScope.TryParse(text, out _),
            expected: ScorecardScope.Requirements);
        var rules = Rules(body, checks);
        var (scorecard, level) = Level(body, scorecards, checks);
        if (body.ContainsKey("rules") == body.ContainsKey("scorecard"))
        {
            checks.Add(
                body.ContainsKey("rules") ? FieldChecks.WrongFormat : FieldChecks.Missing, "rules", null,
                "either rules, or a scorecard and its level");
        }

        return checks.IsClean
            ? new CampaignGoal(title ?? name, rules, scorecard, level, target, scope)
            : Result<CampaignGoal>.Failed(checks.Problems);
    }

    private static List<string> Rules(JsonObject body, FieldChecks checks)
    {
        var list = checks.List(body, string.Empty, "rules", expected: "a list of rules' ids");
        if (list is { Count: 0 or > MostRules })
        {
            checks.Add(FieldChecks.WrongFormat, "rules", null, $"1 to {MostRules} rules' ids");
        }

        return
        [
            .. (list ?? []).Take(MostRules).Select((node, index) => checks.Text(
                node, FieldPath.Item("rules", index), text => DriftRules.All.Any(rule => rule.Description.Id == text),
                "the id of a rule, see docs/drift-rules.md")).OfType<string>().Distinct().Order(StringComparer.Ordinal),
        ];
    }

    private static (string? Scorecard, string? Level) Level(
        JsonObject body, IReadOnlyList<Scorecard> scorecards, FieldChecks checks)
    {
        var ids = scorecards.Select(one => one.Id).ToList();
        var id = checks.Text(
            body, string.Empty, "scorecard", format: ids.Contains,
            expected: ids.Count > 0 ? $"one of {string.Join(", ", ids)}" : "a scorecard of golden-path.yaml; there is none");
        var levels = scorecards.FirstOrDefault(one => one.Id == id)?.Levels.Select(level => level.Id).ToList();
        return (id, checks.Text(
            body, string.Empty, "level", required: body.ContainsKey("scorecard"),
            text => body.ContainsKey("scorecard") && levels?.Contains(text) != false,
            !body.ContainsKey("scorecard") ? "none without a scorecard"
                : levels is null ? "a level of the scorecard" : $"one of {string.Join(", ", levels)}"));
    }

    [GeneratedRegex(@"\A[a-z0-9](?:[a-z0-9]|-(?=[a-z0-9])){0,62}\z")]
    private static partial Regex Name();
}
