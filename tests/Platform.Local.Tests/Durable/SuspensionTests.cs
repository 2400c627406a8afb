using Microsoft.DurableTask.Client;
using Platform.TestKit.Services;

namespace Platform.Local.Tests.Durable;

public sealed class SuspensionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_suspended_orchestration_rests_until_it_is_resumed_and_loses_nothing()
    {
        await using var host = await HostAsync();
        var id = await host.ScheduleAsync("Collect");

        await host.Client.SuspendInstanceAsync(id, "lunch", Cancellation);
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await host.FindAsync(id)).RuntimeStatus);
        foreach (var item in (string[])["a", "b", "c"])
        {
            await host.Client.RaiseEventAsync(id, "item", item, Cancellation);
        }

        Assert.Null((await host.FindAsync(id)).SerializedCustomStatus);
        await host.Client.ResumeInstanceAsync(id, "back", Cancellation);

        Assert.Equal("a,b,c", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Suspension_and_what_came_meanwhile_outlive_the_process()
    {
        await using var host = await HostAsync();
        var id = await host.ScheduleAsync("Collect");
        await host.Client.RaiseEventAsync(id, "item", "a", Cancellation);
        await host.Client.SuspendInstanceAsync(id, Cancellation);
        await host.Client.RaiseEventAsync(id, "item", "b", Cancellation);

        await host.CrashAndRestartAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await host.FindAsync(id)).RuntimeStatus);
        await host.Client.RaiseEventAsync(id, "item", "c", Cancellation);
        await host.CrashAndRestartAsync();
        await host.Client.ResumeInstanceAsync(id, Cancellation);

        Assert.Equal("a,b,c", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_activity_that_ends_during_a_suspension_is_not_run_again()
    {
        var runs = 0;
        var gate = new TaskCompletionSource();
        await using var host = await HostAsync();
        host.WithOrchestrator("Call", async context => await context.CallActivityAsync<int>("Slow"));
        host.WithActivity<string?, int>("Slow", async _ =>
        {
            await gate.Task;
            return Interlocked.Increment(ref runs);
        });
        var id = await host.ScheduleAsync("Call");
        await host.Client.SuspendInstanceAsync(id, Cancellation);
        gate.SetResult();
        await Eventually.HoldsAsync(async () => await ToldAsync(host, id, "TaskCompleted"), Cancellation);

        await host.CrashAndRestartAsync();
        await host.Client.ResumeInstanceAsync(id, Cancellation);

        Assert.Equal(1, (await host.EndOfAsync(id)).ReadOutputAs<int>());
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task A_suspended_orchestration_can_be_terminated()
    {
        await using var host = await HostAsync();
        var id = await host.ScheduleAsync("Collect");
        await host.Client.SuspendInstanceAsync(id, Cancellation);

        await host.Client.TerminateInstanceAsync(id, "enough", Cancellation);

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await host.EndOfAsync(id)).RuntimeStatus);
    }

    [Fact]
    public async Task Suspending_before_a_scheduled_start_puts_the_start_off()
    {
        await using var host = await HostAsync();
        var due = DateTimeOffset.UtcNow.AddMilliseconds(300);
        var id = await host.ScheduleAsync("Collect", startAt: due);
        await host.Client.SuspendInstanceAsync(id, Cancellation);
        await Eventually.HoldsAsync(async () => (await host.FindAsync(id)).LastUpdatedAt >= due, Cancellation);
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await host.FindAsync(id)).RuntimeStatus);

        await host.CrashAndRestartAsync();
        await host.Client.ResumeInstanceAsync(id, Cancellation);
        foreach (var item in (string[])["a", "b", "c"])
        {
            await host.Client.RaiseEventAsync(id, "item", item, Cancellation);
        }

        Assert.Equal("a,b,c", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Suspending_twice_needs_one_resume_and_resuming_what_runs_changes_nothing()
    {
        await using var host = await HostAsync();
        var id = await host.ScheduleAsync("Collect");
        await host.Client.ResumeInstanceAsync(id, Cancellation);
        await host.Client.SuspendInstanceAsync(id, Cancellation);
        await host.Client.SuspendInstanceAsync(id, Cancellation);

        await host.Client.ResumeInstanceAsync(id, Cancellation);

        Assert.True((await host.FindAsync(id)).IsRunning);
        await host.Client.SuspendInstanceAsync("nobody", Cancellation);
        await host.Client.ResumeInstanceAsync("nobody", Cancellation);
    }

    private static async Task<bool> ToldAsync(DurableHost host, string id, string type) =>
        (await host.Client.GetOrchestrationHistoryAsync(id, Cancellation)).Any(told => told.EventType.ToString() == type);

    private static async Task<DurableHost> HostAsync() => await (await DurableHost.NewAsync())
        .WithOrchestrator("Collect", async context =>
        {
            var items = new List<string>();
            while (items.Count < 3)
            {
                items.Add(await context.WaitForExternalEvent<string>("item"));
                context.SetCustomStatus(items);
            }

            return string.Join(',', items);
        })
        .StartAsync();
}
