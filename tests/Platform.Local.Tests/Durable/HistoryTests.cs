using DurableTask.Core.History;
using Microsoft.DurableTask;

namespace Platform.Local.Tests.Durable;

public sealed class HistoryTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_history_tells_what_happened_in_order_also_after_the_end_and_a_restart()
    {
        await using var host = await HostAsync();
        var id = (await host.RunAsync("All", "in")).InstanceId;

        await host.CrashAndRestartAsync();
        var history = await host.Client.GetOrchestrationHistoryAsync(id, Cancellation);

        Assert.Equal(
            [
                EventType.ExecutionStarted, EventType.TaskScheduled, EventType.TaskCompleted,
                EventType.TimerCreated, EventType.TimerFired,
                EventType.EventSent, EventType.SubOrchestrationInstanceCreated, EventType.SubOrchestrationInstanceCompleted,
                EventType.TaskScheduled, EventType.TaskFailed, EventType.ExecutionCompleted,
            ],
            history.Select(told => told.EventType)
                .Where(type => type is not (EventType.OrchestratorStarted or EventType.OrchestratorCompleted)));
        Assert.Equal("\"in\"", history.OfType<ExecutionStartedEvent>().Single().Input);
        Assert.Equal("\"hi\"", history.OfType<TaskCompletedEvent>().Single().Result);
        Assert.Equal("no luck", history.OfType<TaskFailedEvent>().Single().FailureDetails!.ErrorMessage);
        Assert.Equal("\"out\"", history.OfType<ExecutionCompletedEvent>().Single().Result);
        Assert.Equal(history.Select(told => told.Timestamp).Order(), history.Select(told => told.Timestamp));
    }

    [Fact]
    public async Task A_running_instance_has_a_history_and_an_unknown_one_has_none()
    {
        await using var host = await HostAsync();
        var id = await host.ScheduleAsync("Wait");

        var history = await host.Client.GetOrchestrationHistoryAsync(id, Cancellation);

        Assert.Contains(history, told => told is ExecutionStartedEvent { Name: "Wait" });
        await Assert.ThrowsAsync<ArgumentException>(
            () => host.Client.GetOrchestrationHistoryAsync("nobody", Cancellation));
    }

    [Fact]
    public async Task A_purge_takes_the_history_too()
    {
        await using var host = await HostAsync();
        var id = (await host.RunAsync("All", new string('x', 50_000))).InstanceId;

        await host.Client.PurgeInstanceAsync(id, Cancellation);

        await Assert.ThrowsAsync<ArgumentException>(() => host.Client.GetOrchestrationHistoryAsync(id, Cancellation));
    }

    private static async Task<DurableHost> HostAsync() => await (await DurableHost.NewAsync())
        .WithActivity<string, string>("Echo", text => text)
        .WithActivity<string?, string>("Fail", string (_) => throw new InvalidOperationException("no luck"))
        .WithOrchestrator("Child", _ => Task.FromResult(1))
        .WithOrchestrator("Wait", context => context.WaitForExternalEvent<string>("go"))
        .WithOrchestrator("All", async context =>
        {
            await context.CallActivityAsync<string>("Echo", "hi");
            await context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
            context.SendEvent("nobody", "word", "x");
            await context.CallSubOrchestratorAsync("Child");
            try
            {
                await context.CallActivityAsync("Fail");
            }
            catch (TaskFailedException)
            {
                // As planned.
            }

            return "out";
        })
        .StartAsync();
}
