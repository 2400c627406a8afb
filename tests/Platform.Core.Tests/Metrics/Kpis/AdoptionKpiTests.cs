using Platform.Core.Metrics.Kpis.Census;
using Platform.Core.Metrics.Kpis.Figures;
using Platform.Core.Metrics.Rollups;
using Platform.Core.Scaffolding.Library;
using Platform.TestKit.Metrics;
using static Platform.TestKit.Metrics.KpiStory;

namespace Platform.Core.Tests.Metrics.Kpis;

public sealed class AdoptionKpiTests
{
    private static readonly AdoptionKpi Kpi = new();
    private static readonly DateOnly Today = new(2030, 6, 30);

    [Fact]
    public void Only_what_is_active_and_not_exempt_is_asked_to_be_on_a_path()
    {
        var story = new KpiStory().Census(
            Today, Component("a"), Component("b", PathState.Behind), Component("c", PathState.Off),
            Component("d", PathState.Off, active: false), Component("e", PathState.Off, exempt: "bought"));

        var figure = story.Of(Kpi);
        Assert.Equal((2 / 3.0, Verdict.NotMet, "> 80 %"), (figure.Value, figure.Verdict, figure.Goal.Text));
        Assert.Equal(
            (3, 2, 1, 1, 1),
            (figure.Part("eligible"), figure.Part("onPath"), figure.Part("behind"), figure.Part("exempt"),
                figure.Part("inactive")));
        var exempt = Assert.Single(story.Explain(Kpi), one => one.State == "exempt");
        Assert.Equal(("component:default/e", "bought"), (exempt.Id, exempt.Detail));
        story.Options = story.Options with { NewestTemplateOnly = true };
        Assert.Equal(1 / 3.0, story.Of(Kpi).Value);
    }

    [Fact]
    public void New_ones_those_who_stayed_and_those_who_came_are_counted_apart()
    {
        var figure = new KpiStory()
            .Census(
                Today.AddDays(-90), Component("stayed"), Component("left"), Component("came", PathState.Off), Component("gone"))
            .Census(
                Today, Component("stayed"), Component("left", PathState.Off), Component("came"),
                Component("new", firstSeen: new(2030, 6, 2)), Component("wild", PathState.Off, firstSeen: new(2030, 6, 3)),
                Component("earlier", firstSeen: new(2030, 5, 31)))
            .Of(Kpi);

        Assert.Equal((0.5, 0.5, 1.0), (figure.Part("ofNew"), figure.Part("stickiness"), figure.Part("reentered")));
    }

    [Fact]
    public void Without_a_census_there_is_no_figure_and_without_an_old_one_no_stickiness()
    {
        var none = new KpiStory().Of(Kpi);
        Assert.Equal((null, KpiReasons.NoCensus, Verdict.Unknown), (none.Value, none.Reason, none.Verdict));
        var old = new KpiStory().Census(Today.AddDays(-8), Component("a")).Of(Kpi);
        Assert.Equal(KpiReasons.NoCensus, old.Reason);
        var first = new KpiStory().Census(Today.AddDays(-7), Component("a")).Of(Kpi);
        Assert.Equal((1.0, KpiReasons.NoHistory), (first.Value, first.Parts.Single(part => part.Name == "stickiness").Reason));
        var empty = new KpiStory().Census(Today, Component("a", active: false)).Of(Kpi);
        Assert.Equal((null, KpiReasons.NoComponents), (empty.Value, empty.Reason));
    }

    [Fact]
    public void Teams_have_their_own_figure()
    {
        var story = new KpiStory().Census(Today, Component("a", team: "x"), Component("b", PathState.Off, team: "y"));

        Assert.Equal(1, story.Of(Kpi, JuneOf(ScopeKind.Team, "x")).Value);
        Assert.Equal(0, story.Of(Kpi, JuneOf(ScopeKind.Team, "group:default/y")).Value);
    }

    [Fact]
    public void Freshness_is_the_share_that_was_verified_in_time()
    {
        var story = new KpiStory().Census(
            Today, Component("a", hoursOld: 1), Component("b", hoursOld: 2), Component("c", hoursOld: 3),
            Component("d", hoursOld: 48));

        var figure = story.Of(new FreshnessKpi());
        Assert.Equal((0.75, 2.5 * 3600, Verdict.NotMet), (figure.Value, figure.Part("p50"), figure.Verdict));
        Assert.Equal(
            ("component:default/d", "stale"),
            story.Explain(new FreshnessKpi()).Select(one => (one.Id, one.State)).First());
    }

    [Fact]
    public void Nightly_verification_is_of_templates_that_were_tried()
    {
        var story = new KpiStory().Census(
            Today,
            [Template("a", VerificationOutcome.Passed), Template("b", VerificationOutcome.Failed), Template("c", null)]);

        var figure = story.Of(new VerificationKpi());
        Assert.Equal((0.5, 1.0), (figure.Value, figure.Part("untried")));
        Assert.Equal(VerificationKpi.OrganizationOnly, story.Of(new VerificationKpi(), JuneOf(ScopeKind.Team, "x")).Reason);
    }

    private static CensusTemplate Template(string name, VerificationOutcome? outcome) =>
        new(Core.Catalog.EntityRef.Parse(name, "template"), outcome, outcome is null ? null : Now);
}
