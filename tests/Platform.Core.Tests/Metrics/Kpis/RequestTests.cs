using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Kpis.Figures;
using Platform.Core.Metrics.Kpis.Noted;
using Platform.Core.Metrics.Kpis.Requests;
using Platform.TestKit.Metrics;

namespace Platform.Core.Tests.Metrics.Kpis;

public sealed class RequestTests
{
    private static readonly DateTimeOffset At = new(2030, 6, 10, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Events_of_a_request_make_the_same_of_it_in_any_order_and_doubled()
    {
        List<PlatformNote> notes =
        [
            Note("1", At, RequestPhase.Opened, RequestKind.Access),
            Note("2", At.AddHours(1), RequestPhase.Cancelled, null, ending: RequestEnding.Failed),
            Note("3", At.AddHours(2), RequestPhase.Completed, null, human: false),
        ];
        var expected = Assert.Single(Request.Of(notes));

        for (var seed = 0; seed < 20; seed++)
        {
            var shuffled = notes.Concat(notes).ToArray();
            new Random(seed).Shuffle(shuffled);
            Assert.Equal(expected, Assert.Single(Request.Of(shuffled)));
        }

        Assert.Equal(
            (RequestState.Completed, At, At.AddHours(2), false),
            (expected.State, expected.OpenedAt, expected.EndedAt, expected.HumanAction));
    }

    [Fact]
    public void An_approval_belongs_to_the_team_of_what_it_is_for()
    {
        var story = new KpiStory()
            .Opened("task", At, RequestKind.Scaffold, team: "a", source: RequestJournal.Source)
            .Opened("task/approval/1", At, RequestKind.Approval, parent: "task", source: RequestJournal.Source);

        Assert.All(story.Inputs().Requests, request => Assert.Equal("a", request.Team));
    }

    [Fact]
    public void Self_service_is_what_was_told_to_have_needed_nobody_and_never_a_guess()
    {
        var figure = new KpiStory()
            .Opened("alone", At).Completed("alone", At.AddMinutes(1), human: false)
            .Opened("helped", At).Completed("helped", At.AddMinutes(1), human: true)
            .Opened("untold", At).Completed("untold", At.AddMinutes(1), human: null)
            .Opened("failed", At).Cancelled("failed", At.AddMinutes(1), RequestEnding.Failed)
            .Opened("gone", At).Cancelled("gone", At.AddMinutes(1), RequestEnding.Withdrawn)
            .Opened("open", At)
            .Ticket("7", At)
            .Opened("old", At.AddDays(-30)).Completed("old", At.AddDays(-29), human: false)
            .Of(new SelfServiceKpi());

        Assert.Equal(1 / 6.0, figure.Value);
        Assert.Equal(
            (6, 1, 1, 1, 1, 2),
            (figure.Part("requests"), figure.Part("selfService"), figure.Part("withHuman"), figure.Part("unknown"),
                figure.Part("failed"), figure.Part("open")));
        Assert.Equal(Verdict.NotMet, figure.Verdict);
    }

    [Fact]
    public void An_approval_within_a_scaffold_is_no_second_request()
    {
        var story = new KpiStory()
            .Opened("task", At, RequestKind.Scaffold).Completed("task", At.AddHours(1), human: true)
            .Opened("asked", At, RequestKind.Approval, parent: "task").Completed("asked", At.AddHours(1), human: true)
            .Opened("alone", At, RequestKind.Approval).Completed("alone", At.AddHours(1), human: true);

        Assert.Equal(2, story.Of(new SelfServiceKpi()).Part("requests"));
        Assert.Equal(["alone", "task"], story.Explain(new SelfServiceKpi()).Select(one => one.Id.Split(' ')[^1]));
    }

    [Fact]
    public void Without_a_request_there_is_no_rate()
    {
        var figure = new KpiStory().Of(new SelfServiceKpi());

        Assert.Equal((null, KpiReasons.NoRequests, Verdict.Unknown), (figure.Value, figure.Reason, figure.Verdict));
    }

    [Fact]
    public void Template_success_leaves_out_what_somebody_stopped_and_takes_the_last_word()
    {
        var story = new KpiStory()
            .Opened("a", At, RequestKind.Scaffold).Completed("a", At.AddHours(1), false, verification: CheckOutcome.Passed)
            .Opened("b", At, RequestKind.Scaffold).Cancelled("b", At.AddHours(1), RequestEnding.Failed)
            .Completed("b", At.AddHours(2), false, verification: CheckOutcome.Skipped)
            .Opened("c", At, RequestKind.Scaffold)
            .Cancelled("c", At.AddHours(1), RequestEnding.Failed, verification: CheckOutcome.Failed)
            .Opened("d", At, RequestKind.Scaffold).Cancelled("d", At.AddHours(1), RequestEnding.Withdrawn)
            .Opened("e", At, RequestKind.Scaffold);

        var success = story.Of(new TemplateSuccessKpi());
        Assert.Equal((2 / 3.0, 2.0, 1.0), (success.Value, success.Part("completed"), success.Part("failed")));
        var green = story.Of(new FirstRunKpi());
        Assert.Equal((0.5, 1.0), (green.Value, green.Part("skipped")));
        Assert.Equal(KpiReasons.NoTasks, new KpiStory().Of(new TemplateSuccessKpi()).Reason);
    }

    private static PlatformNote Note(
        string id, DateTimeOffset at, RequestPhase phase, RequestKind? kind, bool? human = null,
        RequestEnding? ending = null) => new(
        "/desk", id, "r", at,
        new RequestNotice(phase, kind, null, null, null, null, null, null, null, human, ending, null));
}
