using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Time.Testing;

namespace Platform.Local.Tests.Durable;

public sealed class ExternalEventTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_reaches_the_orchestrator_that_waits_for_it()
    {
        await using var host = await HostAsync(context => context.WaitForExternalEvent<string>("approval"));
        var id = await host.ScheduleAsync("Wait");

        await host.Client.RaiseEventAsync(id, "approval", "yes", Cancellation);

        Assert.Equal("yes", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_event_that_comes_early_is_kept_for_the_wait_even_across_a_crash()
    {
        await using var host = await HostAsync(async context =>
        {
            await context.WaitForExternalEvent<string>("first");
            return await context.WaitForExternalEvent<string>("second");
        });
        var id = await host.ScheduleAsync("Wait");

        await host.Client.RaiseEventAsync(id, "second", "early", Cancellation);
        await host.CrashAndRestartAsync();
        await host.Client.RaiseEventAsync(id, "first", "late", Cancellation);

        Assert.Equal("early", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_event_completes_one_wait_and_events_keep_their_order()
    {
        await using var host = await HostAsync(async context =>
        {
            var items = new List<string>();
            while (items.Count < 3)
            {
                items.Add(await context.WaitForExternalEvent<string>("item"));
            }

            return string.Join(',', items);
        });
        var id = await host.ScheduleAsync("Wait");

        foreach (var item in (string[])["a", "b", "c"])
        {
            await host.Client.RaiseEventAsync(id, "item", item, Cancellation);
        }

        Assert.Equal("a,b,c", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Of_several_waits_for_one_name_the_latest_gets_the_event()
    {
        await using var host = await HostAsync(async context =>
        {
            var given = context.WaitForExternalEvent<string>("item");
            var latest = context.WaitForExternalEvent<string>("item");
            return $"{await latest} {given.IsCompleted}";
        });
        var id = await host.ScheduleAsync("Wait");

        await host.Client.RaiseEventAsync(id, "item", "a", Cancellation);

        Assert.Equal("a False", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Two_waits_for_one_name_must_agree_on_the_type()
    {
        await using var host = await HostAsync(async context =>
        {
            _ = context.WaitForExternalEvent<int>("item");
            return await context.WaitForExternalEvent<string>("item");
        });

        var end = await host.RunAsync("Wait");

        Assert.True(end.FailureDetails!.IsCausedBy<ArgumentException>(), end.FailureDetails.ToString());
    }

    [Fact]
    public async Task Events_that_come_before_a_scheduled_start_wait_for_it_even_across_a_crash()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var host = (await DurableHost.NewAsync()).WithOrchestrator(
            "Wait", context => context.WaitForExternalEvent<string>("approval"));
        host.Time = time;
        await host.StartAsync();
        var id = await host.ScheduleAsync("Wait", startAt: time.GetUtcNow().AddHours(1));

        await host.Client.RaiseEventAsync(id, "approval", "early", Cancellation);
        await host.CrashAndRestartAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await host.FindAsync(id)).RuntimeStatus);
        time.Advance(TimeSpan.FromHours(2));

        Assert.Equal("early", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Event_names_are_compared_without_regard_to_case()
    {
        await using var host = await HostAsync(context => context.WaitForExternalEvent<string>("Approval"));
        var id = await host.ScheduleAsync("Wait");

        await host.Client.RaiseEventAsync(id, "aPPROVAL", "yes", Cancellation);

        Assert.Equal("yes", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_wait_with_a_timeout_ends_by_cancellation()
    {
        await using var host = await HostAsync(async context =>
        {
            try
            {
                return await context.WaitForExternalEvent<string>("approval", TimeSpan.FromMilliseconds(50));
            }
            catch (TaskCanceledException)
            {
                return "too late";
            }
        });

        Assert.Equal("too late", (await host.RunAsync("Wait")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_event_in_time_beats_the_timeout()
    {
        await using var host = await HostAsync(context =>
            context.WaitForExternalEvent<string>("approval", TimeSpan.FromHours(1)));
        var id = await host.ScheduleAsync("Wait");

        await host.Client.RaiseEventAsync(id, "approval", "yes", Cancellation);

        Assert.Equal("yes", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_event_after_a_cancelled_wait_is_kept_for_the_next()
    {
        await using var host = await HostAsync(async context =>
        {
            using var given = new CancellationTokenSource();
            var first = context.WaitForExternalEvent<string>("item", given.Token);
            given.Cancel();
            context.SetCustomStatus("cancelled");
            await context.WaitForExternalEvent<string>("other");
            return $"{first.IsCanceled} {await context.WaitForExternalEvent<string>("item")}";
        });
        var id = await host.ScheduleAsync("Wait");

        await host.Client.RaiseEventAsync(id, "item", "kept", Cancellation);
        await host.Client.RaiseEventAsync(id, "other", "", Cancellation);

        Assert.Equal("True kept", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_acknowledged_event_is_not_lost_by_a_crash()
    {
        await using var host = await HostAsync(context => context.WaitForExternalEvent<string>("approval"));
        var id = await host.ScheduleAsync("Wait");
        await host.Client.RaiseEventAsync(id, "approval", "yes", Cancellation);

        await host.CrashAndRestartAsync();

        Assert.Equal("yes", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_event_for_an_ended_or_unknown_instance_is_dropped()
    {
        await using var host = await HostAsync(_ => Task.FromResult("done"));
        var end = await host.RunAsync("Wait");

        await host.Client.RaiseEventAsync(end.InstanceId, "approval", "yes", Cancellation);
        await host.Client.RaiseEventAsync("nobody", "approval", "yes", Cancellation);

        Assert.Equal("done", (await host.FindAsync(end.InstanceId)).ReadOutputAs<string>());
        Assert.Null(await host.Client.GetInstanceAsync("nobody", Cancellation));
    }

    [Fact]
    public async Task Values_keep_their_shape()
    {
        await using var host = await HostAsync(async context =>
        {
            var nothing = await context.WaitForExternalEvent<string?>("value");
            var number = await context.WaitForExternalEvent<decimal>("value");
            var list = await context.WaitForExternalEvent<string[]>("value");
            return $"{nothing is null} {number} {string.Join('|', list)}";
        });
        var id = await host.ScheduleAsync("Wait");

        await host.Client.RaiseEventAsync(id, "value", null, Cancellation);
        await host.Client.RaiseEventAsync(id, "value", 12.50m, Cancellation);
        await host.Client.RaiseEventAsync(id, "value", new[] { "é\"\\", "漢字", "\n" }, Cancellation);

        Assert.Equal("True 12.50 é\"\\|漢字|\n", (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    private static async Task<DurableHost> HostAsync(Func<TaskOrchestrationContext, Task<string>> body) =>
        await (await DurableHost.NewAsync()).WithOrchestrator("Wait", body).StartAsync();
}
