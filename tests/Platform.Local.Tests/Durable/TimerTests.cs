using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Time.Testing;

namespace Platform.Local.Tests.Durable;

public sealed class TimerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Timers_fire_in_order_of_time()
    {
        await using var host = (await DurableHost.NewAsync()).WithOrchestrator("Order", async context =>
        {
            var fired = new List<int>();
            await Task.WhenAll(Enumerable.Range(0, 4).Reverse().Select(async i =>
            {
                await context.CreateTimer(TimeSpan.FromMilliseconds(30 * i), CancellationToken.None);
                fired.Add(i);
            }));
            return fired;
        });
        await host.StartAsync();

        var order = (await host.RunAsync("Order")).ReadOutputAs<List<int>>();

        Assert.Equal(Enumerable.Range(0, 4), order!);
    }

    [Fact]
    public async Task A_cancelled_timer_does_not_hold_its_orchestration_up()
    {
        await using var host = (await DurableHost.NewAsync()).WithOrchestrator("Cancel", async context =>
        {
            using var cancellation = new CancellationTokenSource();
            var timer = context.CreateTimer(TimeSpan.FromDays(30), cancellation.Token);
            cancellation.Cancel();
            await context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
            return timer.IsCanceled;
        });
        await host.StartAsync();

        Assert.True((await host.RunAsync("Cancel")).ReadOutputAs<bool>());
    }

    [Fact]
    public async Task A_timer_of_many_days_fires_when_its_day_has_come()
    {
        var time = new FakeTimeProvider(DateTimeOffset.Parse("2026-03-01T10:00:00Z"));
        await using var host = (await DurableHost.NewAsync()).WithOrchestrator("Long", async context =>
        {
            await context.CreateTimer(TimeSpan.FromDays(40), CancellationToken.None);
            return context.CurrentUtcDateTime;
        });
        host.Time = time;
        await host.StartAsync();
        var id = await host.ScheduleAsync("Long");

        time.Advance(TimeSpan.FromDays(39));
        await host.CrashAndRestartAsync();
        Assert.True((await host.FindAsync(id)).IsRunning);
        time.Advance(TimeSpan.FromDays(1.01));

        Assert.Equal(time.GetUtcNow().UtcDateTime, (await host.EndOfAsync(id)).ReadOutputAs<DateTime>());
    }

    [Fact]
    public async Task A_start_time_in_the_future_keeps_the_instance_pending_across_a_crash()
    {
        var time = new FakeTimeProvider(DateTimeOffset.Parse("2026-03-01T10:00:00Z"));
        await using var host = (await DurableHost.NewAsync())
            .WithOrchestrator("Later", context => Task.FromResult(context.CurrentUtcDateTime));
        host.Time = time;
        await host.StartAsync();
        var id = await host.ScheduleAsync("Later", startAt: time.GetUtcNow().AddHours(1));
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await host.FindAsync(id)).RuntimeStatus);

        await host.CrashAndRestartAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await host.FindAsync(id)).RuntimeStatus);
        time.Advance(TimeSpan.FromHours(1.01));

        Assert.Equal(time.GetUtcNow().UtcDateTime, (await host.EndOfAsync(id)).ReadOutputAs<DateTime>());
    }

    [Fact]
    public async Task Time_does_not_go_backwards_for_an_orchestrator()
    {
        await using var host = (await DurableHost.NewAsync()).WithOrchestrator("Clock", async context =>
        {
            var before = context.CurrentUtcDateTime;
            await context.WaitForExternalEvent<string>("go");
            return context.CurrentUtcDateTime >= before;
        });
        host.Time = new FakeTimeProvider(DateTimeOffset.Parse("2026-03-01T10:00:00Z"));
        await host.StartAsync();
        var id = await host.ScheduleAsync("Clock");
        host.Time = new FakeTimeProvider(DateTimeOffset.Parse("2026-03-01T09:00:00Z"));

        await host.CrashAndRestartAsync();
        await host.Client.RaiseEventAsync(id, "go", "now", Cancellation);

        Assert.True((await host.EndOfAsync(id)).ReadOutputAs<bool>());
    }
}
