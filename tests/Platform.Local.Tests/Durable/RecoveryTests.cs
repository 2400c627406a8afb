using System.Collections.Concurrent;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Platform.TestKit.Services;

namespace Platform.Local.Tests.Durable;

public sealed class RecoveryTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_a_crash_recorded_results_are_kept_and_the_orchestration_goes_on()
    {
        var runs = new ConcurrentQueue<string>();
        await using var host = (await DurableHost.NewAsync())
            .WithActivity<string, string>("Step", name =>
            {
                runs.Enqueue(name);
                return $"{name}{runs.Count}";
            })
            .WithOrchestrator("Two", async context =>
            {
                var first = await context.CallActivityAsync<string>("Step", "a");
                context.SetCustomStatus("waiting");
                await context.WaitForExternalEvent<string>("go");
                return first + await context.CallActivityAsync<string>("Step", "b");
            });
        await host.StartAsync();
        var id = await host.ScheduleAsync("Two");
        await Eventually.HoldsAsync(
            async () => (await host.FindAsync(id)).ReadCustomStatusAs<string>() == "waiting", Cancellation);

        await host.CrashAndRestartAsync();
        await host.Client.RaiseEventAsync(id, "go", "now", Cancellation);

        Assert.Equal("a1b2", (await host.EndOfAsync(id)).ReadOutputAs<string>());
        Assert.Equal(["a", "b"], runs);
    }

    [Fact]
    public async Task An_activity_that_a_crash_cut_off_runs_again()
    {
        var attempts = 0;
        var cutOff = new TaskCompletionSource();
        await using var host = (await DurableHost.NewAsync())
            .WithOrchestrator("One", context => context.CallActivityAsync<int>("Slow"));
        host.Work.AddActivity("Slow", async call =>
        {
            if (Interlocked.Increment(ref attempts) == 1)
            {
                cutOff.SetResult();
                await Task.Delay(Timeout.Infinite, call.CancellationToken);
            }

            return attempts;
        });
        await host.StartAsync();
        var id = await host.ScheduleAsync("One");
        await cutOff.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancellation);

        await host.CrashAndRestartAsync();

        Assert.Equal(2, (await host.EndOfAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task A_durable_timer_outlives_the_process()
    {
        await using var host = (await DurableHost.NewAsync()).WithOrchestrator("Wait", async context =>
        {
            var begun = context.CurrentUtcDateTime;
            await context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
            return context.CurrentUtcDateTime - begun;
        });
        await host.StartAsync();
        var id = await host.ScheduleAsync("Wait");

        await host.CrashAndRestartAsync();

        var waited = (await host.EndOfAsync(id)).ReadOutputAs<TimeSpan>();
        Assert.True(waited >= TimeSpan.FromSeconds(1), $"{waited}");
    }

    [Fact]
    public async Task An_ended_orchestration_is_readable_after_a_restart()
    {
        await using var host = (await DurableHost.NewAsync())
            .WithOrchestrator("Echo", context => Task.FromResult(context.GetInput<string>()));
        await host.StartAsync();
        var end = await host.RunAsync("Echo", "still here");

        await host.CrashAndRestartAsync();

        var found = await host.FindAsync(end.InstanceId);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, found.RuntimeStatus);
        Assert.Equal("still here", found.ReadOutputAs<string>());
        Assert.Equal(end.CreatedAt, found.CreatedAt);
    }

    [Fact]
    public async Task Ids_and_the_time_are_the_same_in_every_replay()
    {
        var seen = new ConcurrentQueue<(Guid, Guid, DateTime)>();
        await using var host = (await DurableHost.NewAsync()).WithOrchestrator("Ids", async context =>
        {
            seen.Enqueue((context.NewGuid(), context.NewGuid(), context.CurrentUtcDateTime));
            return await context.WaitForExternalEvent<string>("go");
        });
        await host.StartAsync();
        var id = await host.ScheduleAsync("Ids");

        await host.CrashAndRestartAsync();
        await host.Client.RaiseEventAsync(id, "go", "now", Cancellation);
        await host.EndOfAsync(id);

        Assert.Equal(2, seen.Count);
        Assert.Single(seen.Distinct());
        Assert.NotEqual(seen.First().Item1, seen.First().Item2);
    }

    [Fact]
    public async Task A_replay_safe_logger_writes_a_line_once()
    {
        using var log = new ListLogger();
        await using var host = (await DurableHost.NewAsync()).WithOrchestrator("Log", async context =>
        {
            var logger = context.ReplaySafeLoggerFactory.CreateLogger("orchestrator");
            context.CreateReplaySafeLogger("direct").LogInformation("begun");
            logger.LogInformation("before, replaying {Replaying}", context.IsReplaying);
            await context.WaitForExternalEvent<string>("go");
            logger.LogInformation("after, replaying {Replaying}", context.IsReplaying);
            return 0;
        });
        host.Loggers = log;
        await host.StartAsync();
        var id = await host.ScheduleAsync("Log");

        await host.CrashAndRestartAsync();
        await host.Client.RaiseEventAsync(id, "go", "now", Cancellation);
        await host.EndOfAsync(id);

        Assert.Equal(["before, replaying False", "after, replaying False"], log.Lines("orchestrator"));
        Assert.Equal(["begun"], log.Lines("direct"));
    }

    [Fact]
    public async Task An_acknowledged_start_survives_a_crash_right_behind_it()
    {
        await using var host = (await DurableHost.NewAsync())
            .WithActivity<int, int>("Twice", n => 2 * n)
            .WithOrchestrator("Twice", context => context.CallActivityAsync<int>("Twice", context.GetInput<int>()));
        await host.StartAsync();
        var ids = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => host.ScheduleAsync("Twice", n)));

        await host.CrashAndRestartAsync();

        var ends = await Task.WhenAll(ids.Select(host.EndOfAsync));
        Assert.Equal(Enumerable.Range(0, 20).Select(n => 2 * n), ends.Select(end => end.ReadOutputAs<int>()));
    }

    [Fact]
    public async Task A_graceful_stop_leaves_unfinished_work_to_the_next_start()
    {
        await using var host = (await DurableHost.NewAsync())
            .WithActivity<int, int>("Twice", n => 2 * n)
            .WithOrchestrator("Chain", async context =>
            {
                var n = 1;
                for (var i = 0; i < 10; i++)
                {
                    n = await context.CallActivityAsync<int>("Twice", n);
                }

                return n;
            });
        await host.StartAsync();
        var id = await host.ScheduleAsync("Chain");

        await host.StopAsync();
        await host.StartAsync();

        Assert.Equal(1024, (await host.EndOfAsync(id)).ReadOutputAs<int>());
    }
}
