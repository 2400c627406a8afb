using Platform.Core.Scaffolding.Tasks;

namespace Platform.Functions.Tests.Scaffolding;

public sealed class ParallelStepsTests(OrchestrationFixture fixture) : IClassFixture<OrchestrationFixture>
{
    private const string TwoAndOne =
        """
            - { id: a, name: A, action: 'test:conducted', input: { thing: '${{ parameters.name }}-a' } }
            - { id: b, name: B, action: 'test:conducted', input: { thing: '${{ parameters.name }}-b' } }
            - { id: c, name: C, action: 'test:conducted', input: { thing: '${{ steps.a.output.value }}c' }, needs: [b] }
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Steps_that_do_not_depend_on_each_other_run_beside_each_other()
    {
        fixture.Define("beside", TwoAndOne, "  parallel: true");
        fixture.Action.Hold("p1-a");
        fixture.Action.Hold("p1-b");

        var task = await fixture.StartAsync("beside", "p1");
        await fixture.Action.BeganAsync("p1-a");
        await fixture.Action.BeganAsync("p1-b");
        Assert.False(fixture.Action.Began.ContainsKey("p1-ac"));
        fixture.Action.Release("p1-a");
        fixture.Action.Release("p1-b");
        var events = await fixture.Scaffolder.FollowAsync(task, Cancel);

        Assert.Equal(TaskEventType.Completion, events[^1].Type);
        Assert.Equal("p1-a", events[^1].Body.Output!["first"]!.GetValue<string>());
        AssertForward(events);
    }

    [Fact]
    public async Task Without_the_word_they_run_one_after_the_other()
    {
        fixture.Define("turns", TwoAndOne);

        var task = await fixture.StartAsync("turns", "p2");
        var events = await fixture.Scaffolder.FollowAsync(task, Cancel);

        var states = events.Where(entry => entry.Body is { StepId: not null, Status: not null })
            .Select(entry => $"{entry.Body.StepId} {entry.Body.Status}");
        Assert.Equal(
            ["a Processing", "a Completed", "b Processing", "b Completed", "c Processing", "c Completed"], states);
    }

    [Fact]
    public async Task What_was_made_is_taken_back_in_the_reverse_order_of_its_making()
    {
        fixture.Define("beside", TwoAndOne, "  parallel: true");
        fixture.Action.Hold("p3-a");
        fixture.Action.Broken["p3-ac"] = true;

        var task = await fixture.StartAsync("beside", "p3");
        await fixture.Action.BeganAsync("p3-a");
        await fixture.Scaffolder.UntilAsync(
            task, entry => entry.Body is { StepId: "b", Status: StepStatus.Completed }, Cancel);
        fixture.Action.Release("p3-a");
        var events = await fixture.Scaffolder.FollowAsync(task, Cancel);

        Assert.Equal(StepStatus.Failed, events[^1].Body.Status);
        Assert.Equal(["+p3-b", "+p3-a", "-p3-a", "-p3-b"], fixture.Action.Of("p3-"));
        AssertForward(events);
    }

    [Fact]
    public async Task A_step_that_fails_stops_the_one_beside_it_at_its_next_turn()
    {
        fixture.Define(
            "waits",
            """
                - { id: a, name: A, action: 'test:conducted', input: { thing: '${{ parameters.name }}-a' } }
                - { id: w, name: W, action: 'debug:wait', input: { minutes: 9 } }
            """,
            "  parallel: true");
        fixture.Action.Hold("p4-a");
        fixture.Action.Broken["p4-a"] = true;

        var task = await fixture.StartAsync("waits", "p4");
        await fixture.Scaffolder.UntilAsync(
            task, entry => entry.Body.Message.StartsWith("Waiting for 540", StringComparison.Ordinal), Cancel);
        fixture.Action.Release("p4-a");
        var events = await fixture.Scaffolder.FollowAsync(task, Cancel);

        Assert.Equal("broken", Assert.Single(events[^1].Body.Error!.Problems).Code);
        Assert.Contains(events, entry => entry.Body is { StepId: "w", Status: StepStatus.Cancelled });
    }

    [Fact]
    public async Task What_can_not_be_taken_back_does_not_keep_the_rest()
    {
        fixture.Define("turns", TwoAndOne);
        fixture.Action.Stuck["p5-b"] = true;
        fixture.Action.Broken["p5-ac"] = true;

        var events = await fixture.Scaffolder.FollowAsync(await fixture.StartAsync("turns", "p5"), Cancel);

        Assert.Equal(["+p5-a", "+p5-b", "-p5-a"], fixture.Action.Of("p5-"));
        Assert.Contains(events, entry => entry.Body.Message == "p5-b can't be taken back; please look.");
        Assert.Contains(events, entry => entry.Body is { StepId: "a", Message: "p5-a was taken back" });
    }

    private static void AssertForward(IReadOnlyList<TaskEvent> events)
    {
        Assert.Equal(Enumerable.Range(1, events.Count).Select(id => (long)id), events.Select(entry => entry.Id));
        var percents = events.Select(entry => entry.Body.Percent).OfType<int>().ToList();
        Assert.Equal(percents.Order(), percents);
    }
}
