using Platform.Core.Drift.Evaluation;
using Platform.Core.Drift.Rules;

namespace Platform.Core.Tests.Drift;

public sealed class DriftMutationTests
{
    public static TheoryData<int> Mutations => [.. Enumerable.Range(0, DriftMutations.All.Count)];

    [Theory]
    [MemberData(nameof(Mutations))]
    public void A_seeded_drift_is_found_with_its_evidence_and_gone_when_it_is_mended(int number)
    {
        var mutation = DriftMutations.All[number];
        var healthy = Shapes.Service(number);
        var seeded = mutation.Seed(healthy);

        var found = Assert.Single(ShapeWorld.Judge(seeded), one => one.Rule == mutation.Rule);
        Assert.True(found.Outcome == RuleOutcome.Failed, $"{mutation.Rule}: {found.Outcome} {found.Reason}");
        Assert.Contains(found.Evidence, one => one.Message.Contains(mutation.Evidence, StringComparison.Ordinal));
        Assert.DoesNotContain("hunter2", System.Text.Json.JsonSerializer.Serialize(found.Evidence), StringComparison.Ordinal);
        Assert.NotEmpty(found.Facts);

        var mended = Assert.Single(ShapeWorld.Judge(healthy), one => one.Rule == mutation.Rule);
        Assert.True(
            mended.Outcome == RuleOutcome.Passed || mutation.Rule.StartsWith("experimental", StringComparison.Ordinal)
            || mutation.Rule.StartsWith("deprecated", StringComparison.Ordinal),
            $"{mutation.Rule}: {mended.Outcome} {mended.Reason}");
    }

    [Fact]
    public void Every_rule_has_documentation_a_remediation_and_a_mutation()
    {
        foreach (var rule in DriftRules.All.Select(rule => rule.Description))
        {
            Assert.Matches(@"\A[a-z]+(-[a-z]+)*\z", rule.Id);
            Assert.True(rule.Docs.Length > 50 && rule.Remediation.Length > 20 && rule.Title.Length > 5, rule.Id);
            Assert.Contains(DriftMutations.All, one => one.Rule == rule.Id);
            Assert.All(rule.Facts.Concat(rule.AlsoFacts), fact => Assert.Contains(fact,
                FactNames.OfRepository.Concat(FactNames.OfWorld)));
            Assert.NotEmpty(rule.Facts);
        }

        var classes = typeof(IDriftRule).Assembly.GetTypes().Where(type =>
            type.IsClass && type.IsAssignableTo(typeof(IDriftRule)));
        Assert.Equal(
            classes.Select(one => one.Name).Order(), DriftRules.All.Select(rule => rule.GetType().Name).Order());
        Assert.Equal(DriftRules.All.Count, DriftRules.All.Select(rule => rule.Description.Id).Distinct().Count());
    }

    [Fact]
    public void No_rule_judges_by_an_incomplete_or_missing_part_of_the_world()
    {
        var shape = Shapes.Service();
        foreach (var part in FactNames.OfWorld)
        {
            var incomplete = new ShapeWorld([shape]) { IncompleteParts = { part } };
            var missing = new ShapeWorld([shape]) { MissingParts = { part } };
            foreach (var result in ShapeWorld.Judge(shape, incomplete).Concat(ShapeWorld.Judge(shape, missing)))
            {
                var rule = DriftRules.All.Single(one => one.Description.Id == result.Rule).Description;
                Assert.True(!rule.Facts.Contains(part) || result.Outcome == RuleOutcome.Unknown, $"{result.Rule} without {part}");
            }
        }
    }

    [Fact]
    public void No_rule_judges_by_incomplete_content()
    {
        var shape = Shapes.Service().With("deploy/secret.yaml", "kind: Secret\napiVersion: v1\nstringData: { a: b }");
        var world = new ShapeWorld([shape]);
        var facts = ShapeWorld.FactsOf(shape);
        var cut = facts with { Content = facts.Content! with { Value = facts.Content.Value with { Complete = false } } };

        foreach (var result in new DriftEvaluation().Evaluate(DriftInput.Of(cut, world), world, ShapeWorld.Path,
            ServiceShape.Now))
        {
            var rule = DriftRules.All.Single(one => one.Description.Id == result.Rule).Description;
            Assert.True(!rule.Facts.Contains(FactNames.Content) || result.Outcome == RuleOutcome.Unknown, result.Rule);
        }
    }
}
