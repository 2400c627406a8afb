using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Time.Testing;
using Platform.Local.Runtime.Durable;
using Platform.TestKit.Services;

namespace Platform.Local.Tests.Durable;

public sealed class MissingOrchestratorTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Instances_of_a_removed_orchestrator_rest_are_reported_and_go_on_when_it_is_back()
    {
        using var log = new ListLogger();
        await using var host = await HostAsync();
        var id = await host.ScheduleAsync("Collect_v1");
        await host.Client.RaiseEventAsync(id, "item", "a", Cancellation);

        host.Loggers = log;
        await host.CrashAndRestartAsync(new DurableWork());
        Assert.Equal(
            [new MissingOrchestrator("Collect_v1", null, 1, id)], await host.Engine.FindMissingOrchestratorsAsync(Cancellation));
        Assert.Contains(log.Lines(typeof(DurableEngine).FullName!), line => line.Contains("no orchestrator 'Collect_v1'"));
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await host.FindAsync(id)).RuntimeStatus);
        await host.Client.RaiseEventAsync(id, "item", "b", Cancellation);
        await host.CrashAndRestartAsync();
        await host.CrashAndRestartAsync((await HostAsync()).Work);
        await host.Client.RaiseEventAsync(id, "item", "c", Cancellation);

        Assert.Equal("a,b,c", (await host.EndOfAsync(id)).ReadOutputAs<string>());
        Assert.Empty(await host.Engine.FindMissingOrchestratorsAsync(Cancellation));
    }

    [Fact]
    public async Task A_resting_instance_can_be_terminated()
    {
        await using var host = await HostAsync();
        var id = await host.ScheduleAsync("Collect_v1");
        await host.CrashAndRestartAsync(new DurableWork());

        await host.Client.TerminateInstanceAsync(id, "enough", Cancellation);

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await host.EndOfAsync(id)).RuntimeStatus);
        Assert.Empty(await host.Engine.FindMissingOrchestratorsAsync(Cancellation));
    }

    [Fact]
    public async Task A_client_s_resume_does_not_wake_what_has_no_orchestrator()
    {
        await using var host = await HostAsync();
        var id = await host.ScheduleAsync("Collect_v1");
        await host.CrashAndRestartAsync(new DurableWork());

        await host.Client.ResumeInstanceAsync(id, Cancellation);

        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await host.FindAsync(id)).RuntimeStatus);
    }

    [Fact]
    public async Task A_scheduled_start_waits_for_its_orchestrator_to_come_back()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var host = await HostAsync(time);
        var id = await host.ScheduleAsync("Done", "x", startAt: time.GetUtcNow().AddHours(1));
        await host.CrashAndRestartAsync(new DurableWork());
        time.Advance(TimeSpan.FromHours(2));
        await Eventually.HoldsAsync(
            async () => (await host.FindAsync(id)).LastUpdatedAt >= time.GetUtcNow(), Cancellation);
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await host.FindAsync(id)).RuntimeStatus);

        await host.CrashAndRestartAsync((await HostAsync()).Work);

        Assert.Equal("x", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    private static async Task<DurableHost> HostAsync(TimeProvider? time = null)
    {
        var host = (await DurableHost.NewAsync())
        .WithOrchestrator("Done", context => Task.FromResult(context.GetInput<string>()))
        .WithOrchestrator("Collect_v1", async context =>
        {
            var items = new List<string>();
            while (items.Count < 3)
            {
                items.Add(await context.WaitForExternalEvent<string>("item"));
            }

            return string.Join(',', items);
        });
        host.Time = time ?? TimeProvider.System;
        return await host.StartAsync();
    }
}
