using Platform.Core.Drift.Exemptions;
using Platform.Core.Drift.Findings;
using Platform.Core.Drift.Rules;
using Platform.Core.Drift.Scorecards;

namespace Platform.Core.Drift.Campaigns;

/// <summary>Who has reached what a campaign wants, by what the ledger knows.</summary>
public static class CampaignJudgement
{
    /// <returns>In the order of their names. None when there is no such scorecard or level any more.</returns>
    public static IReadOnlyList<CampaignSubject> Of(CampaignGoal goal, ScorecardGround ground)
    {
        var scope = goal.Scope is { } text && ScorecardScope.TryParse(text, out var parsed) ? parsed : null;
        var subjects = goal.Scorecard is { } id
            ? ground.Scorecards.Where(scorecard => scorecard.Id == id).SelectMany(scorecard => OfLevel(goal, scorecard, ground))
            : ground.All.Where(record => goal.Rules.Any(record.Rules.ContainsKey))
                .Select(record => (record, Subject: OfRules(goal.Rules, record, ground.Exempt)));
        return
        [
            .. subjects.Where(one => scope?.Has(one.record.Subject) ?? true).Select(one => one.Subject)
                .OrderBy(one => one.Name, StringComparer.Ordinal).ThenBy(one => one.Subject, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<(SubjectRecord record, CampaignSubject Subject)> OfLevel(
        CampaignGoal goal, Scorecard scorecard, ScorecardGround ground)
    {
        var ranks = scorecard.Levels.Select(level => level.Id).ToList();
        var wanted = ranks.IndexOf(goal.Level!);
        return wanted < 0 ? [] : ground.Of(scorecard).Select(record =>
        {
            var result = ground.Judge(scorecard, record);
            var counting = result.Rules.Where(rule =>
                scorecard.IsWeighted || ranks.IndexOf(rule.Level) <= wanted).ToList();
            var exempt = counting.Where(rule => rule.Stand == RuleStand.Exempt)
                .Select(rule => Exemption(rule.Rule, rule.Subject, ground.Exempt)).ToList();
            var stand = Rank(ranks, result.Level) >= wanted ? (exempt.Count > 0 ? CampaignStand.Exempt : CampaignStand.Done)
                : Rank(ranks, result.AtMost) >= wanted ? CampaignStand.Unknown
                : CampaignStand.Open;
            return (record, Subject(record, stand, exempt,
                [.. counting.Where(rule => rule.Stand == RuleStand.Failed).Select(rule => rule.Rule)]));
        });
    }

    private static CampaignSubject OfRules(IReadOnlyList<string> rules, SubjectRecord record, ExemptionSet exemptions)
    {
        var standing = rules.Where(record.Rules.ContainsKey).Select(rule => (rule, record.Rules[rule].Outcome)).ToList();
        var failed = standing.Where(one => one.Outcome == RuleOutcome.Failed)
            .ToLookup(one => exemptions.Find(one.rule, record.Subject.Key) is not null, one => one.rule);
        var stand = failed[false].Any() ? CampaignStand.Open
            : standing.Any(one => one.Outcome == RuleOutcome.Unknown) ? CampaignStand.Unknown
            : failed[true].Any() ? CampaignStand.Exempt
            : CampaignStand.Done;
        return Subject(
            record, stand, [.. failed[true].Select(rule => Exemption(rule, record.Subject.Key, exemptions))], [.. failed[false]]);
    }

    private static CampaignSubject Subject(
        SubjectRecord record, CampaignStand stand, IReadOnlyList<CampaignExemption> exempt, IReadOnlyList<string> failing) =>
        new(record.Subject.Key, record.Subject.Name, record.Subject.Owner?.Canonical, stand, failing, exempt);

    private static CampaignExemption Exemption(string rule, string subject, ExemptionSet exemptions)
    {
        var exemption = exemptions.Find(rule, subject)!;
        return new(rule, subject, exemption.Reason, exemption.ApprovedBy, exemption.Until);
    }

    private static int Rank(List<string> ranks, string? level) => level is null ? -1 : ranks.IndexOf(level);
}
