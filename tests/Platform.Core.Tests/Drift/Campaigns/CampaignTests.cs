using System.Text.Json.Nodes;
using Platform.Core.Catalog;
using Platform.Core.Drift.Campaigns;
using Platform.Core.Drift.Exemptions;
using Platform.Core.Drift.Findings;
using Platform.Core.Drift.Rules;
using Platform.Core.Drift.Scorecards;

namespace Platform.Core.Tests.Drift.Campaigns;

/// <summary>Who has reached what a campaign wants, and what is kept of it.</summary>
public sealed class CampaignTests
{
    private static readonly DateTimeOffset At = new(2030, 6, 3, 8, 0, 0, TimeSpan.Zero);
    private static readonly CampaignGoal Goal =
        new("Owners", ["owner-unknown", "docs-missing"], null, null, new(2030, 9, 1), null);

    [Fact]
    public void A_subject_is_done_open_unknown_or_exempt_and_one_that_no_rule_speaks_of_does_not_count()
    {
        var ground = Ground(
            [
                Entity("done", "a", ("owner-unknown", RuleOutcome.Passed), ("docs-missing", RuleOutcome.Passed)),
                Entity("open", "a", ("owner-unknown", RuleOutcome.Failed), ("docs-missing", RuleOutcome.Unknown)),
                Entity("unknown", "b", ("owner-unknown", RuleOutcome.Unknown), ("docs-missing", RuleOutcome.Passed)),
                Entity("exempt", "b", ("owner-unknown", RuleOutcome.Failed)),
                Entity("other", "b", ("link-dead", RuleOutcome.Failed)),
            ],
            Exempt("owner-unknown", "entity:component:default/exempt"));

        var subjects = CampaignJudgement.Of(Goal, ground);
        var point = CampaignRun.PointOf(subjects, At);

        Assert.Equal(
            ["done Done", "exempt Exempt", "open Open", "unknown Unknown"],
            subjects.Select(one => $"{one.Name[18..]} {one.Stand}"));
        Assert.Equal(new(2, 1, 1, 1), point.All);
        Assert.Equal(new(1, 1, 0, 0), point.Teams["group:default/a"]);
        Assert.Equal(new(1, 0, 1, 1), point.Teams["group:default/b"]);
        Assert.Equal("until the move", Assert.Single(subjects[1].Exemptions).Reason);
        Assert.Equal(["owner-unknown"], subjects[2].Failing);
    }

    [Theory]
    [InlineData("team:b", 2)]
    [InlineData("owner:group:default/a", 2)]
    [InlineData("system:pay", 4)]
    [InlineData("system:other", 0)]
    public void A_scope_leaves_out_all_others(string scope, int expected)
    {
        var ground = Ground([.. new[] { "a", "a", "b", "b" }.Select((team, index) =>
            Entity($"e{index}", team, ("owner-unknown", RuleOutcome.Passed)))]);

        Assert.Equal(expected, CampaignJudgement.Of(Goal with { Scope = scope }, ground).Count);
    }

    [Fact]
    public void A_level_is_reached_when_it_is_proven_and_the_rules_of_higher_ones_do_not_matter()
    {
        var scorecard = new Scorecard(
            "production", "Production", ["component"],
            [new("bronze", "Bronze", ["owner-unknown"]), new("silver", "Silver", ["docs-missing"])],
            new Dictionary<string, double>());
        var ground = Ground(
            [
                Entity("one", "a", ("owner-unknown", RuleOutcome.Passed), ("docs-missing", RuleOutcome.Failed)),
                Entity("two", "a", ("owner-unknown", RuleOutcome.Unknown), ("docs-missing", RuleOutcome.Passed)),
            ]) with
        { Scorecards = [scorecard] };

        CampaignStand[] Stands(string level) => [.. CampaignJudgement
            .Of(Goal with { Rules = [], Scorecard = "production", Level = level }, ground).Select(one => one.Stand)];

        Assert.Equal([CampaignStand.Done, CampaignStand.Unknown], Stands("bronze"));
        Assert.Equal([CampaignStand.Open, CampaignStand.Unknown], Stands("silver"));
        Assert.Empty(Stands("gold"));
    }

    [Fact]
    public void A_day_has_one_point_its_latest_and_hearing_of_a_sweep_again_changes_nothing()
    {
        var campaign = Campaign.With(null, "owners", Goal, "ann", At);
        var seen = campaign.Seen(Point(0, 5)).Seen(Point(4, 4)).Seen(Point(24, 3));

        Assert.Equal([4, 3], seen.Points.Select(point => point.All.Open));
        Assert.Same(seen, seen.Seen(Point(24, 9)));
        Assert.Same(seen, seen.Seen(Point(2, 9)));
    }

    [Fact]
    public void What_a_campaign_was_is_kept_when_it_is_changed_ended_and_begun_again()
    {
        var started = Campaign.With(null, "owners", Goal, "ann", At).Seen(Point(1, 5));
        var later = Goal with { Target = new(2030, 10, 1) };
        var ended = Campaign.With(started, "owners", later, "bob", At.AddDays(1)).End("cid", At.AddDays(2));
        var again = Campaign.With(ended, "owners", Goal, "ann", At.AddDays(3));

        Assert.Same(started, Campaign.With(started, "owners", Goal with { Rules = [.. Goal.Rules] }, "bob", At.AddDays(1)));
        Assert.Same(ended, ended.Seen(Point(100, 1)));
        Assert.Equal(
            ["ann Started", "bob Changed", "cid Ended", "ann Started"], again.Changes.Select(one => $"{one.By} {one.What}"));
        Assert.Equal(later, again.Changes[1].Goal);
        Assert.True(again.IsRunning);
        Assert.Single(again.Points);
    }

    [Fact]
    public void Points_of_what_a_campaign_wanted_before_do_not_count_for_what_it_wants_now()
    {
        var campaign = Campaign.With(null, "owners", Goal, "ann", At).Seen(Point(1, 5));
        var later = Campaign.With(campaign, "owners", Goal with { Title = "Sooner", Target = new(2030, 10, 1) }, "bob", At);
        var other = Campaign.With(later, "owners", Goal with { Rules = ["docs-missing"] }, "bob", At.AddHours(2));

        Assert.Equal([5], Open(later));
        Assert.Empty(other.PointsOfGoal());
        Assert.Equal([9], Open(other.Seen(Point(3, 9))));
        Assert.Equal([5, 9], other.Seen(Point(3, 9)).Points.Select(point => point.All.Open));
        Assert.Equal([5], Open(Campaign.With(other.Seen(Point(3, 9)), "owners", Goal, "ann", At.AddHours(4))));

        static IEnumerable<int> Open(Campaign campaign) => campaign.PointsOfGoal().Select(point => point.All.Open);
    }

    [Fact]
    public void A_point_of_before_points_said_what_they_count_is_of_the_first_goal()
    {
        var old = Campaign.With(null, "owners", Goal, "ann", At) with { Points = [Point(1, 5)] };

        Assert.Single(old.PointsOfGoal());
        Assert.Empty(Campaign.With(old, "owners", Goal with { Scope = "system:pay" }, "bob", At).PointsOfGoal());
    }

    [Fact]
    public void All_that_is_wrong_with_a_campaign_is_told_at_once()
    {
        var body = new JsonObject
        {
            ["rules"] = new JsonArray("no-rule", 7),
            ["scorecard"] = "none",
            ["target"] = "2030-06-02",
            ["scope"] = "planet:earth",
            ["deadline"] = "soon",
        };

        var read = CampaignBody.Read("Not A Name", body, [], new(2030, 6, 3));

        Assert.Equal(
            ["deadline", "level", "name", "rules", "rules[0]", "rules[1]", "scope", "scorecard", "target"],
            read.Problems.Select(problem => problem.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_last_day_may_be_today_and_either_rules_or_a_level_is_needed()
    {
        JsonObject Body(params (string Name, JsonNode Value)[] more) =>
            new([KeyValuePair.Create<string, JsonNode?>("target", "2030-06-03"),
                .. more.Select(one => KeyValuePair.Create<string, JsonNode?>(one.Name, one.Value))]);

        var right = CampaignBody.Read("owners", Body(("rules", new JsonArray("owner-unknown"))), [], new(2030, 6, 3));
        var neither = CampaignBody.Read("owners", Body(), [], new(2030, 6, 3));

        Assert.Equal(("owners", new DateOnly(2030, 6, 3)), (right.Value!.Title, right.Value.Target));
        Assert.Equal("rules", Assert.Single(neither.Problems).Field);
    }

    private static CampaignPoint Point(int hours, int open) =>
        new(At.AddHours(hours), new(0, open, 0, 0), new Dictionary<string, CampaignCount>());

    private static Exemption Exempt(string rule, string subject) =>
        new Exemption(Exemption.IdOf(rule, subject), rule, subject, "until the move", "ann", At, At.AddDays(30))
            .Approve("bob", At).Value!;

    private static ScorecardGround Ground(SubjectRecord[] records, params Exemption[] exempt) => new(
        [], records.ToDictionary(record => record.Subject.Name), new Dictionary<string, SubjectRecord>(),
        new ExemptionSet(exempt, At))
    {
        All = records,
    };

    private static SubjectRecord Entity(string name, string team, params (string Rule, RuleOutcome Outcome)[] rules)
    {
        var subject = DriftSubject.Of(
            EntityRef.Parse($"component:default/{name}"), EntityRef.Parse($"group:default/{team}"), "pay");
        return SubjectTurn.Of(
            null,
            [.. rules.Select(rule => new RuleResult(rule.Rule, RuleSeverity.Error, subject, rule.Outcome, [new("so")], []))],
            "s", At).Record!;
    }
}
