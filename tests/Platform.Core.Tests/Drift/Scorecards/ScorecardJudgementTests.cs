using CsCheck;
using Platform.Core.Catalog;
using Platform.Core.Drift.Findings;
using Platform.Core.Drift.Rules;
using Platform.Core.Drift.Scorecards;

namespace Platform.Core.Tests.Drift.Scorecards;

/// <summary>Levels against a naive oracle that fills in every unknown in both ways.</summary>
public sealed class ScorecardJudgementTests
{
    private static readonly DateTimeOffset At = new(2030, 6, 3, 8, 0, 0, TimeSpan.Zero);
    private static readonly string[] Rules = ["r0", "r1", "r2", "r3", "r4", "r5"];

    private static readonly Gen<RuleOutcome[]> Outcomes = Gen.Enum<RuleOutcome>().Array[Rules.Length];

    private static readonly Scorecard Levelled = new(
        "levels", "levels", ["component"],
        [new("bronze", "Bronze", ["r0", "r1"]), new("silver", "Silver", ["r2", "r3"]), new("gold", "Gold", ["r4", "r5"])],
        new Dictionary<string, double>());

    private static readonly Scorecard Weighted = Levelled with
    {
        Levels =
        [
            new("bronze", "Bronze", []) { Threshold = 0.3 }, new("silver", "Silver", []) { Threshold = 0.6 },
            new("gold", "Gold", []) { Threshold = 1 },
        ],
        Weights = Rules.Index().ToDictionary(one => one.Item, one => one.Index + 1.0),
    };

    [Fact]
    public void Levels_are_those_of_the_oracle() => Gen.Select(Outcomes, Gen.Bool.Array[Rules.Length]).Sample(given =>
    {
        var (outcomes, exempt) = given;
        foreach (var scorecard in new[] { Levelled, Weighted })
        {
            var result = ScorecardJudgement.Of(
                scorecard, Record(outcomes), null, (rule, _) => exempt[Array.IndexOf(Rules, rule)]);

            Assert.Equal(Oracle(scorecard, outcomes, exempt, unknown: false), result.Level);
            Assert.Equal(Oracle(scorecard, outcomes, exempt, unknown: true), result.AtMost);
        }
    });

    [Fact]
    public void A_level_that_is_kept_lies_between_what_is_proven_and_what_is_possible() =>
        Gen.Select(Outcomes, Outcomes).Sample(given =>
        {
            string[] ranks = ["bronze", "silver", "gold"];
            var first = ScorecardJudgement.Of(Levelled, Record(given.Item1), null, (_, _) => false);
            var second = ScorecardJudgement.Of(Levelled, Record(given.Item2), null, (_, _) => false);
            var known = EntityLevel.Next(null, first, "component:default/a", ranks, "s1", At);
            var next = EntityLevel.Next(known, second, "component:default/a", ranks, "s2", At.AddDays(1));

            var (least, kept, most) = (Rank(second.Level), Rank(next.Level), Rank(second.AtMost));
            Assert.InRange(kept, least, most);
            Assert.True(kept == Rank(known.Level) || Rank(known.Level) < least || Rank(known.Level) > most);
            Assert.Equal(next.Level == known.Level, ReferenceEquals(known, next));
            Assert.Same(next, EntityLevel.Next(next, second, "component:default/a", ranks, "s3", At.AddDays(2)));

            int Rank(string? level) => Array.IndexOf(ranks, level);
        });

    [Fact]
    public void What_the_repository_fails_counts_for_its_entity_unless_the_entity_has_an_answer_of_its_own()
    {
        var repository = new SubjectRecord(
            new(SubjectKind.Repository, "repository:1", "acme/a"), "f", "s", At,
            new Dictionary<string, RuleStanding>
            {
                ["r0"] = new(RuleOutcome.Failed, RuleSeverity.Error, At),
                ["r1"] = new(RuleOutcome.Passed, RuleSeverity.Error, At),
            }, []);
        var entity = repository with
        {
            Subject = new(SubjectKind.Entity, "entity:component:default/a", "component:default/a"),
            Rules = new Dictionary<string, RuleStanding> { ["r0"] = new(RuleOutcome.Passed, RuleSeverity.Error, At) },
        };

        Assert.Equal("gold", ScorecardJudgement.Of(Levelled, entity, repository, (_, _) => false).Level);
        Assert.Null(ScorecardJudgement.Of(Levelled, null, repository, (_, _) => false).Level);
    }

    [Fact]
    public void The_next_step_names_what_fails_in_the_next_level_only()
    {
        RuleOutcome[] outcomes =
        [
            RuleOutcome.Passed, RuleOutcome.Passed, RuleOutcome.Failed, RuleOutcome.Unknown, RuleOutcome.Failed,
            RuleOutcome.Failed,
        ];
        var record = Record(outcomes);

        var next = ScorecardReading.NextOf(Levelled, ScorecardJudgement.Of(Levelled, record, null, (_, _) => false), [record]);

        Assert.Equal("silver", next.Level);
        Assert.Equal("r2", Assert.Single(next.Rules).Rule);
        Assert.Equal("r3", Assert.Single(next.Unknown));
    }

    private static string? Oracle(Scorecard scorecard, RuleOutcome[] outcomes, bool[] exempt, bool unknown)
    {
        bool? Holds(string rule)
        {
            var index = Array.IndexOf(Rules, rule);
            return outcomes[index] switch
            {
                RuleOutcome.NotApplicable => null,
                RuleOutcome.Unknown => unknown,
                RuleOutcome.Failed => exempt[index],
                _ => true,
            };
        }

        string? held = null;
        foreach (var level in scorecard.Levels)
        {
            var weighed = Rules.Where(rule => Holds(rule) is not null).ToList();
            var whole = weighed.Sum(rule => scorecard.Weights.GetValueOrDefault(rule));
            var part = weighed.Where(rule => Holds(rule) == true).Sum(rule => scorecard.Weights.GetValueOrDefault(rule));
            var holds = scorecard.IsWeighted
                ? whole == 0 || part >= (level.Threshold * whole) - 1e-9
                : level.Rules.All(rule => Holds(rule) != false);
            if (!holds)
            {
                return held;
            }

            held = level.Id;
        }

        return held;
    }

    private static SubjectRecord Record(RuleOutcome[] outcomes) => new(
        new(SubjectKind.Entity, "entity:component:default/a", "component:default/a", EntityRef.Parse("group:default/shop")),
        "f", "s", At,
        Rules.Index().Where(one => outcomes[one.Index] != RuleOutcome.NotApplicable)
            .ToDictionary(one => one.Item, one => new RuleStanding(outcomes[one.Index], RuleSeverity.Error, At)),
        []);
}
