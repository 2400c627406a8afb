using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Kpis.Figures;
using Platform.Core.Metrics.Rollups;
using Platform.TestKit.Metrics;
using static Platform.TestKit.Metrics.KpiStory;

namespace Platform.Core.Tests.Metrics.Kpis;

public sealed class TicketsKpiTests
{
    private static readonly TicketsKpi Kpi = new();

    [Fact]
    public void Tickets_are_counted_by_teams_and_months_wherever_they_were_asked()
    {
        var story = new KpiStory()
            .Ticket("1", Day(6, 2), "a", "It would be Faster Without the platform")
            .Ticket("1", Day(6, 3), "a", phase: TicketPhase.Closed)
            .Ticket("2", Day(6, 2), "group:default/b")
            .Opened("chat-1", Day(6, 5), RequestKind.Ticket, "a", channel: "chat", summary: "How? I use a workaround.")
            .Ticket("3", Day(5, 31), "a");

        var figure = story.Of(Kpi);
        Assert.Equal(3 / 2.0 / (30 / (365.25 / 12)), figure.Value!.Value, 9);
        Assert.Equal(
            (3, 2, 1, 2),
            (figure.Part("tickets"), figure.Part("teams"), figure.Part("closed"), figure.Part("withPhrases")));
        Assert.Contains(story.Explain(Kpi), one => one.Detail == "a; issue; says 'faster without'");
        Assert.Equal(2, story.Of(Kpi, JuneOf(ScopeKind.Team, "a")).Part("tickets"));
        story.Options = story.Options with { TicketPhrases = ["how?"] };
        Assert.Equal(1, story.Of(Kpi).Part("withPhrases"));
    }

    [Theory]
    [InlineData(new[] { 9, 8, 6, 5, 3, 2 }, Verdict.Met, -1.5)]
    [InlineData(new[] { 1, 2, 3, 4, 5, 6 }, Verdict.NotMet, 1.0)]
    [InlineData(new[] { 3, 3, 90, 3, 3, 3 }, Verdict.NotMet, 0.0)]
    public void The_goal_is_a_falling_trend_that_one_odd_month_does_not_turn(int[] months, Verdict expected, double slope)
    {
        // June is not over, so the trend is that of December to May.
        var figure = Months(months).Of(Kpi);

        Assert.Equal(expected, figure.Verdict);
        Assert.Equal(slope, figure.Part("slopePerMonth")!.Value, 0.11);
    }

    [Fact]
    public void The_last_three_months_are_compared_with_the_three_before()
    {
        Assert.Equal(0.5, Months([4, 4, 4, 2, 2, 2]).Of(Kpi).Part("lastThreeToPrevious"));
        Assert.Null(Months([1, 0, 0, 0, 0, 1]).Of(Kpi).Parts.Single(part => part.Name == "lastThreeToPrevious").Reason);
    }

    [Fact]
    public void A_trend_needs_six_months_of_being_told()
    {
        var figure = new KpiStory().Ticket("1", Day(3, 2)).Ticket("2", Day(6, 2), "a").Of(Kpi);

        Assert.Equal(Verdict.Unknown, figure.Verdict);
        Assert.Equal(KpiReasons.NoHistory, figure.Parts.Single(part => part.Name == "slopePerMonth").Reason);
    }

    [Fact]
    public void Developers_of_the_census_are_the_other_denominator()
    {
        var figure = new KpiStory().Ticket("1", Day(6, 2), "a").Census(new(2030, 6, 30), Component("x")).Of(Kpi);

        Assert.Equal(1 / 2.0 / (30 / (365.25 / 12)), figure.Part("perTenDevelopers")!.Value, 9);
        Assert.Equal(
            KpiReasons.NoDevelopers,
            new KpiStory().Ticket("1", Day(6, 2), "a").Of(Kpi).Parts.Single(part => part.Name == "perTenDevelopers").Reason);
    }

    [Fact]
    public void Views_of_the_documentation_are_compared_with_as_many_days_before()
    {
        var kpi = new DocumentationKpi();
        var story = new KpiStory()
            .Viewed("/start", Day(6, 2), "orders").Viewed("/start", Day(6, 3), "orders").Viewed("/end", Day(6, 3))
            .Viewed("/start", Day(5, 20));

        var figure = story.Of(kpi);
        Assert.Equal(
            (3, 1, 2, Verdict.Met), (figure.Value, figure.Part("before"), figure.Part("pages"), figure.Verdict));
        Assert.Equal(("/start", 2), (story.Explain(kpi)[0].Id, story.Explain(kpi)[0].Value));
        Assert.Equal(2, story.Of(kpi, JuneOf(ScopeKind.Component, "component:default/orders")).Value);
        Assert.Equal(KpiReasons.NoViews, new KpiStory().Of(kpi).Reason);
    }

    private static KpiStory Months(int[] months)
    {
        var story = new KpiStory();
        for (var month = 0; month < months.Length; month++)
        {
            for (var ticket = 0; ticket < months[month]; ticket++)
            {
                story.Ticket($"{month}-{ticket}", new DateTimeOffset(2029, 12, 5, 0, 0, 0, TimeSpan.Zero).AddMonths(month), "a");
            }
        }

        return story;
    }

    private static DateTimeOffset Day(int month, int day) => new(2030, month, day, 9, 0, 0, TimeSpan.Zero);
}
