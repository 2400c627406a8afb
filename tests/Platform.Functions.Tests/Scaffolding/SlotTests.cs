using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Scaffolding.Limits;
using Platform.Core.Scaffolding.Tasks;

namespace Platform.Functions.Tests.Scaffolding;

public sealed class SlotTests(OrchestrationFixture fixture) : IClassFixture<OrchestrationFixture>
{
    private const string One =
        "    - { id: a, name: A, action: 'test:conducted', input: { thing: '${{ parameters.name }}-a' } }";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tasks_of_a_template_with_a_limit_run_in_the_order_in_which_they_came_and_say_how_many_are_before()
    {
        fixture.Define("narrow", One, "  limits: { concurrent: 1 }");
        fixture.Action.Hold("s1-a");
        var first = await fixture.StartAsync("narrow", "s1");
        await fixture.Action.BeganAsync("s1-a");
        var second = await fixture.StartAsync("narrow", "s2");
        await UntilWaitingAsync(second, "Waiting: 1 task before this one (at most 1 tasks of template:default/narrow at once)");
        var third = await fixture.StartAsync("narrow", "s3");
        await UntilWaitingAsync(third, "Waiting: 2 tasks before this one (at most 1 tasks of template:default/narrow at once)");

        fixture.Action.Release("s1-a");
        foreach (var task in (TaskId[])[first, second, third])
        {
            Assert.Equal(TaskEventType.Completion, (await fixture.Scaffolder.FollowAsync(task, Cancel))[^1].Type);
        }

        Assert.Equal(["+s1-a", "+s2-a", "+s3-a"], fixture.Action.Of("s"));
    }

    [Fact]
    public async Task Who_dies_with_a_slot_makes_room()
    {
        var queues = fixture.Host.Services.GetRequiredService<ISlotQueues>();
        var gone = TaskId.New(TimeProvider.System);
        await queues.JoinAsync("template|template:default/haunted", new(gone.Value, string.Empty), Cancel);
        fixture.Define("haunted", One, "  limits: { concurrent: 1 }");
        var task = await fixture.StartAsync("haunted", "h1");

        await fixture.Host.Services.GetRequiredService<SlotProcess>().SweepAsync(Cancel);
        var events = await fixture.Scaffolder.FollowAsync(task, Cancel);

        Assert.Equal(TaskEventType.Completion, events[^1].Type);
    }

    private Task<TaskEvent> UntilWaitingAsync(TaskId task, string message) =>
        fixture.Scaffolder.UntilAsync(task, entry => entry.Body.Message == message, Cancel);
}
