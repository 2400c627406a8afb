using Platform.Core.Drift.Evaluation;
using Platform.Core.Drift.Rules;

namespace Platform.Core.Tests.Drift;

public sealed class DriftEvaluationTests
{
    [Fact]
    public void A_rule_that_throws_is_unknown_and_stops_no_other()
    {
        var results = Evaluate(Shapes.Service(), [new Throws(), .. DriftRules.All]);

        var broken = results.Single(one => one.Rule == "throws");
        Assert.Equal(RuleOutcome.Unknown, broken.Outcome);
        Assert.DoesNotContain("password", broken.Reason, StringComparison.Ordinal);
        Assert.Contains(results, one => one.Outcome == RuleOutcome.Passed);
    }

    [Fact]
    public void A_result_names_its_facts_and_says_when_one_is_stale()
    {
        var shape = Shapes.Service();
        var world = new ShapeWorld([shape]);
        var facts = ShapeWorld.FactsOf(shape);
        var old = facts with { Protection = facts.Protection! with { ObservedAt = ServiceShape.Now.AddDays(-9) } };

        var results = new DriftEvaluation().Evaluate(DriftInput.Of(old, world), world, ShapeWorld.Path, ServiceShape.Now);

        var stale = Assert.Single(results, one => one.IsStale);
        Assert.Equal("branch-unprotected", stale.Rule);
        Assert.Equal([FactNames.Listing, FactNames.Protection], stale.Facts.Select(one => one.Name));
        Assert.All(results.Where(one => one.Outcome is RuleOutcome.Passed or RuleOutcome.Failed), one =>
            Assert.NotEmpty(one.Facts));
    }

    [Fact]
    public void What_was_not_observed_yet_is_unknown()
    {
        var shape = Shapes.Service();
        var world = new ShapeWorld([shape]);
        var facts = ShapeWorld.FactsOf(shape) with { Content = null, Ci = null, Commits = null, Protection = null };

        var results = new DriftEvaluation().Evaluate(DriftInput.Of(facts, world), world, ShapeWorld.Path, ServiceShape.Now);

        Assert.DoesNotContain(results, one => one.Outcome == RuleOutcome.Failed);
        Assert.Equal("repository.ci is not known.", results.Single(one => one.Rule == "ci-failing").Reason);
    }

    private static IReadOnlyList<RuleResult> Evaluate(ServiceShape shape, IEnumerable<IDriftRule> rules)
    {
        var world = new ShapeWorld([shape]);
        var input = DriftInput.Of(ShapeWorld.FactsOf(shape), world);
        return new DriftEvaluation(rules).Evaluate(input, world, ShapeWorld.Path, ServiceShape.Now);
    }

    private sealed class Throws : IDriftRule
    {
        public RuleDescription Description { get; } = new(
            "throws", "Throws", RuleSeverity.Info, SubjectKind.Repository, "It throws.", "None.", [FactNames.Listing]);

        public RuleJudgement Judge(RuleContext context) => throw new InvalidOperationException("the password is hunter2");
    }
}
