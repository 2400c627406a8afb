using System.Runtime.CompilerServices;
using Platform.Core.Drift.Facts;
using Platform.Core.Drift.GoldenPaths;
using Platform.Core.Drift.Rules;

namespace Platform.Core.Drift.Evaluation;

/// <summary>
/// Lets the rules judge subjects. Rules never see a fact that is missing or incomplete: they answer unknown instead. Calls are
/// independent; any thread may make them.
/// </summary>
public sealed class DriftEvaluation
{
    private readonly IReadOnlyDictionary<SubjectKind, IDriftRule[]> _rules;
    private readonly ConditionalWeakTable<GoldenPath, IReadOnlyDictionary<SubjectKind, PlannedRule[]>> _plans = [];

    /// <param name="rules">All there are unless told otherwise.</param>
    public DriftEvaluation(IEnumerable<IDriftRule>? rules = null) => _rules = (rules ?? DriftRules.All)
        .GroupBy(rule => rule.Description.Subject).ToDictionary(group => group.Key, group => group.ToArray());

    /// <returns>Of every rule that is enabled and speaks of subjects of this kind.</returns>
    public IReadOnlyList<RuleResult> Evaluate(DriftInput input, IDriftWorld world, GoldenPath path, DateTimeOffset now)
    {
        if (!_plans.GetValue(path, PlanOf).TryGetValue(input.Subject.Kind, out var rules))
        {
            return [];
        }

        var facts = new SubjectFacts(input, world, now);
        var results = new RuleResult[rules.Length];
        for (var i = 0; i < rules.Length; i++)
        {
            results[i] = Judge(rules[i], input, world, path, now, facts);
        }

        return results;
    }

    private IReadOnlyDictionary<SubjectKind, PlannedRule[]> PlanOf(GoldenPath path) => _rules.ToDictionary(
        kind => kind.Key,
        kind => kind.Value
            .Select(rule => new PlannedRule(
                rule, path.Rules.GetValueOrDefault(rule.Description.Id) ?? RuleSetting.Of(rule.Description)))
            .Where(rule => rule.Setting.IsEnabled)
            .ToArray());

    private static RuleResult Judge(
        PlannedRule planned, DriftInput input, IDriftWorld world, GoldenPath path, DateTimeOffset now, SubjectFacts facts)
    {
        var (rule, setting) = (planned.Rule, planned.Setting);
        var description = rule.Description;
        RuleJudgement judgement;
        IReadOnlyList<FactUse> uses = [];
        if (setting.AppliesTo is { } filter && !SubjectRows.Matches(filter, input))
        {
            judgement = OutOfScope;
        }
        else
        {
            judgement = facts.Use(description, out uses) is { } missing ? RuleJudgement.Unknown(missing)
                : Judge(rule, new(input, world, path, setting, now));
        }

        return new(
            description.Id, setting.Severity, input.Subject, judgement.Outcome, judgement.Evidence, uses, judgement.Reason);
    }

    private static RuleJudgement OutOfScope { get; } =
        RuleJudgement.NotApplicable("The golden path's appliesTo leaves it out.");

    private static RuleJudgement Judge(IDriftRule rule, RuleContext context)
    {
        try
        {
            return rule.Judge(context);
        }
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            // One broken rule, or one subject that it did not expect, must not cost the others their results. The message may
            // hold anything, so that only the kind of failure is told.
            return RuleJudgement.Unknown($"The rule failed: {broken.GetType().Name}.");
        }
    }

    private sealed record PlannedRule(IDriftRule Rule, RuleSetting Setting);
}
