using Platform.Core.Drift.Findings;
using Platform.Core.Drift.Rules;

namespace Platform.Core.Drift.Scorecards;

public enum RuleStand
{
    Passed,
    Failed,

    /// <summary>It fails, and somebody has approved that it may; counts as passed.</summary>
    Exempt,

    /// <summary>Neither passed nor failed until its facts are there.</summary>
    Unknown,

    /// <summary>The rule does not speak of this subject; counts as passed, and for nothing where weights count.</summary>
    NotApplicable,
}

/// <param name="Subject">Key of whose standing it is: the entity, or its repository.</param>
/// <param name="IsStale">It rests on a fact that is older than it should be.</param>
public sealed record ScorecardRule(string Rule, string Level, RuleStand Stand, string Subject, bool IsStale, string? Reason);

/// <param name="Level">The highest that is proven; null when not even the lowest is.</param>
/// <param name="AtMost">What it would be if all that is unknown passed; the same as the level when nothing is unknown that
/// counts.</param>
/// <param name="Score">Of the weights that apply, 0 to 1; of a scorecard without weights each rule weighs the same. What is
/// unknown counts as nothing.</param>
public sealed record ScorecardResult(
    string Scorecard, string? Level, string? AtMost, double Score, IReadOnlyList<ScorecardRule> Rules)
{
    public bool IsCertain => Level == AtMost;

    public bool IsStale => Rules.Any(rule => rule.IsStale);
}

/// <summary>Holds one entity against one scorecard.</summary>
public static class ScorecardJudgement
{
    /// <param name="entity">The entity's record.</param>
    /// <param name="repository">The record of the repository that it comes from, whose rules count for it, too.</param>
    /// <param name="isExempt">By rule and subject's key.</param>
    public static ScorecardResult Of(
        Scorecard scorecard, SubjectRecord? entity, SubjectRecord? repository, Func<string, string, bool> isExempt)
    {
        var levelOf = scorecard.Levels.SelectMany(level => level.Rules.Select(rule => (rule, level.Id)))
            .ToDictionary(pair => pair.rule, pair => pair.Id, StringComparer.Ordinal);
        var rules = scorecard.Rules
            .Select(rule => Stand(rule, levelOf.GetValueOrDefault(rule, string.Empty), entity, repository, isExempt))
            .ToList();
        var applying = rules.Where(rule => rule.Stand != RuleStand.NotApplicable).ToList();
        var whole = applying.Sum(rule => WeightOf(scorecard, rule));
        var sure = Share(whole, applying.Where(Counts).Sum(rule => WeightOf(scorecard, rule)));
        var hoped = Share(
            whole,
            applying.Where(rule => Counts(rule) || rule.Stand == RuleStand.Unknown).Sum(rule => WeightOf(scorecard, rule)));
        return new(
            scorecard.Id,
            scorecard.IsWeighted ? Reached(scorecard, sure) : Held(scorecard, rules, unknownCounts: false),
            scorecard.IsWeighted ? Reached(scorecard, hoped) : Held(scorecard, rules, unknownCounts: true),
            sure, rules);
    }

    private static ScorecardRule Stand(
        string rule, string level, SubjectRecord? entity, SubjectRecord? repository, Func<string, string, bool> isExempt)
    {
        var holder = entity?.Rules.ContainsKey(rule) == true ? entity
            : repository?.Rules.ContainsKey(rule) == true ? repository
            : null;
        if (holder?.Rules[rule] is not { } standing)
        {
            return new(rule, level, RuleStand.NotApplicable, (entity ?? repository)?.Subject.Key ?? string.Empty, false, null);
        }

        var stand = standing.Outcome switch
        {
            RuleOutcome.Passed => RuleStand.Passed,
            RuleOutcome.Failed when isExempt(rule, holder.Subject.Key) => RuleStand.Exempt,
            RuleOutcome.Failed => RuleStand.Failed,
            _ => RuleStand.Unknown,
        };
        return new(rule, level, stand, holder.Subject.Key, standing.IsStale, standing.Reason);
    }

    private static bool Counts(ScorecardRule rule) => rule.Stand is RuleStand.Passed or RuleStand.Exempt;

    private static double WeightOf(Scorecard scorecard, ScorecardRule rule) =>
        scorecard.Weights.GetValueOrDefault(rule.Rule, 1);

    private static double Share(double whole, double part) => whole > 0 ? part / whole : 1;

    // Sums of shares such as 0.1 + 0.2 are not exact; nobody is to lose a level by that.
    private static string? Reached(Scorecard scorecard, double score) =>
        scorecard.Levels.LastOrDefault(level => score >= level.Threshold - 1e-9)?.Id;

    private static string? Held(Scorecard scorecard, List<ScorecardRule> rules, bool unknownCounts) => scorecard.Levels
        .TakeWhile(level => rules.Where(rule => rule.Level == level.Id).All(rule =>
            rule.Stand is not RuleStand.Failed && (unknownCounts || rule.Stand is not RuleStand.Unknown)))
        .LastOrDefault()?.Id;
}
