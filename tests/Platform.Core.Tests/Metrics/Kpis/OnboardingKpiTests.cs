using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Kpis.Figures;
using Platform.Core.Metrics.Kpis.Requests;
using Platform.Core.Metrics.Rollups;
using Platform.TestKit.Metrics;

namespace Platform.Core.Tests.Metrics.Kpis;

public sealed class OnboardingKpiTests
{
    private const string Own = RequestJournal.Source;

    private static readonly OnboardingKpi Kpi = new();
    private static readonly DateTimeOffset At = new(2030, 6, 10, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Services_that_wait_beyond_the_target_are_over_it()
    {
        var figure = new KpiStory()
            .Service(Id(1), At, 1).Service(Id(2), At, 1.5).Service(Id(3), At, 3)
            .Service(Id(4), At, null).Service(Id(5), KpiStory.Now.AddHours(-1), null)
            .Of(Kpi);

        Assert.Equal(3 * 3600, figure.Value);
        Assert.Equal(Verdict.NotMet, figure.Verdict);
        Assert.Equal(
            (0.5, 5, 3, 2, 2),
            (figure.Part("withinTarget"), figure.Part("services"), figure.Part("inProduction"), figure.Part("waiting"),
                figure.Part("overTarget")));
    }

    [Fact]
    public void The_goal_is_met_below_two_hours_and_can_be_another()
    {
        var story = new KpiStory().Service(Id(1), At, 1.9);
        Assert.Equal((Verdict.Met, "< 2 h"), (story.Of(Kpi).Verdict, story.Of(Kpi).Goal.Text));

        story.Options = story.Options with { OnboardingHours = 1 };
        Assert.Equal((Verdict.NotMet, "< 1 h"), (story.Of(Kpi).Verdict, story.Of(Kpi).Goal.Text));
    }

    [Fact]
    public void Where_most_are_late_no_median_is_needed_to_know_that_the_goal_is_missed()
    {
        var figure = new KpiStory().Service(Id(1), At, 1).Service(Id(2), At, null).Service(Id(3), At, null).Of(Kpi);

        Assert.Equal((null, KpiReasons.StillWaiting, Verdict.NotMet), (figure.Value, figure.Reason, figure.Verdict));
    }

    [Fact]
    public void What_waits_for_an_approval_is_a_service_and_what_failed_is_none()
    {
        var story = new KpiStory()
            .Service(Id(1), At, null, repository: false).Opened(Id(1), At, RequestKind.Scaffold, source: Own)
            .Service(Id(2), At, null, repository: false).Opened(Id(2), At, RequestKind.Scaffold, source: Own)
            .Cancelled(Id(2), At.AddMinutes(5), RequestEnding.Failed, source: Own)
            .Service(Id(3), At, null, repository: false);

        Assert.Equal([Id(1)], story.Explain(Kpi).Select(one => one.Id));
        Assert.Equal("waiting, over target", story.Explain(Kpi)[0].State);
    }

    [Fact]
    public void Waiting_for_approvals_is_told_apart_from_the_machines_and_never_twice()
    {
        var figure = new KpiStory()
            .Service(Id(1), At, 3).Opened(Id(1), At, RequestKind.Scaffold, source: Own)
            .Opened("a", At.AddMinutes(10), RequestKind.Approval, parent: Id(1), source: Own)
            .Completed("a", At.AddMinutes(70), human: true, source: Own)
            .Opened("b", At.AddMinutes(40), RequestKind.Approval, parent: Id(1), source: Own)
            .Completed("b", At.AddMinutes(100), human: true, source: Own)
            .Of(Kpi);

        Assert.Equal(90 * 60, figure.Part("approvalWait"));
        Assert.Equal(90 * 60, figure.Part("machineTime"));
    }

    [Fact]
    public void A_service_belongs_to_the_team_that_owns_its_component()
    {
        var story = new KpiStory()
            .Census(new(2030, 6, 30), KpiStory.Component("orders", team: "shop"))
            .Service(Id(1), At, 1, component: "component:default/orders").Service(Id(2), At, 1);

        Assert.Equal([Id(1)], story.Explain(Kpi, KpiStory.JuneOf(ScopeKind.Team, "group:default/Shop")).Select(one => one.Id));
        Assert.Equal(
            [Id(1)], story.Explain(Kpi, KpiStory.JuneOf(ScopeKind.Component, "component:default/orders")).Select(one => one.Id));
        Assert.Equal(KpiReasons.NoServices, story.Of(Kpi, KpiStory.JuneOf(ScopeKind.Team, "other")).Reason);
    }

    private static string Id(int number) => $"00000000-0000-7000-8000-00000000000{number}";
}
