using Azure.Storage.Blobs.Specialized;
using Microsoft.Azure.Functions.Worker;
using Platform.Local.Runtime.Timers;
using Platform.Local.Tests.Hosting;
using Platform.TestKit.Services;

namespace Platform.Local.Tests.Timers;

public sealed class TimerTests
{
    [Fact]
    public async Task A_timer_runs_at_each_occurrence_and_knows_its_schedule()
    {
        await using var hosts = await TimerHost.NewAsync();
        var host = await hosts.StartAsync(typeof(Hourly));
        await hosts.IsScheduledAsync("Hourly", At(1));

        hosts.Clock.Advance(TimeSpan.FromMinutes(30));
        await hosts.IsScheduledAsync("Hourly", At(2));
        hosts.Clock.Advance(TimeSpan.FromHours(1));
        await hosts.IsScheduledAsync("Hourly", At(3));

        Assert.Collection(
            host.Journal.Of<TimerInfo>(),
            first =>
            {
                Assert.False(first.IsPastDue);
                Assert.Equal(default, first.ScheduleStatus!.Last);
                Assert.Equal(At(1), first.ScheduleStatus.Next);
            },
            second => Assert.Equal((At(1), At(2)), (second.ScheduleStatus!.Last, second.ScheduleStatus.Next)));
    }

    [Fact]
    public async Task Runs_that_were_missed_while_no_host_was_there_are_caught_up_once_as_past_due()
    {
        await using var hosts = await TimerHost.NewAsync();
        await (await hosts.StartAndWaitAsync(typeof(Hourly), At(1))).StopAsync();
        hosts.Clock.Advance(TimeSpan.FromHours(5));

        var host = await hosts.StartAsync(typeof(Hourly));
        await hosts.IsScheduledAsync("Hourly", At(6));

        Assert.True(Assert.Single(host.Journal.Of<TimerInfo>()).IsPastDue);
    }

    [Fact]
    public async Task A_host_that_missed_nothing_waits_for_the_next_occurrence()
    {
        await using var hosts = await TimerHost.NewAsync();
        await (await hosts.StartAndWaitAsync(typeof(Hourly), At(1))).StopAsync();
        hosts.Clock.Advance(TimeSpan.FromMinutes(10));

        var host = await hosts.StartAsync(typeof(Hourly));
        hosts.Clock.Advance(TimeSpan.FromMinutes(20));
        await hosts.IsScheduledAsync("Hourly", At(2));

        Assert.False(Assert.Single(host.Journal.Of<TimerInfo>()).IsPastDue);
    }

    [Fact]
    public async Task A_changed_schedule_is_not_past_due()
    {
        await using var hosts = await TimerHost.NewAsync();
        await (await hosts.StartAndWaitAsync(typeof(FromSetting), At(1), "--Every=0 0 * * * *")).StopAsync();
        hosts.Clock.Advance(TimeSpan.FromHours(5));

        var host = await hosts.StartAsync(typeof(FromSetting), "--Every=0 0 12 * * *");
        await hosts.IsScheduledAsync("Hourly", At(12));

        Assert.Empty(host.Journal.Entries);
    }

    [Fact]
    public async Task RunOnStartup_runs_at_every_start()
    {
        await using var hosts = await TimerHost.NewAsync();

        var first = await hosts.StartAsync(typeof(AtStart));
        await first.Journal.ReachesAsync(1);
        await first.StopAsync();
        var second = await hosts.StartAsync(typeof(AtStart));
        await second.Journal.ReachesAsync(1);

        Assert.False(Assert.Single(second.Journal.Of<TimerInfo>()).IsPastDue);
    }

    [Fact]
    public async Task A_run_that_fails_is_followed_by_the_next_of_the_schedule()
    {
        await using var hosts = await TimerHost.NewAsync();
        var host = await hosts.StartAndWaitAsync(typeof(Failing), At(1));

        hosts.Clock.Advance(TimeSpan.FromMinutes(30));
        await hosts.IsScheduledAsync("Hourly", At(2));
        hosts.Clock.Advance(TimeSpan.FromHours(1));
        await hosts.IsScheduledAsync("Hourly", At(3));

        Assert.Equal(2, host.Journal.Entries.Count);
    }

    [Fact]
    public async Task Processes_on_one_storage_run_each_occurrence_once_and_never_at_the_same_time()
    {
        await using var hosts = await TimerHost.NewAsync();
        var one = await hosts.StartAndWaitAsync(typeof(Hourly), At(1));
        var other = await hosts.StartAsync(typeof(Hourly));

        for (var hour = 1; hour <= 4; hour++)
        {
            hosts.Clock.Advance(hour == 1 ? TimeSpan.FromMinutes(30) : TimeSpan.FromHours(1));
            await hosts.IsScheduledAsync("Hourly", At(hour + 1));
        }

        await one.StopAsync();
        await other.StopAsync();
        Assert.Equal(4, one.Journal.Entries.Count + other.Journal.Entries.Count);
    }

    [Fact]
    public async Task A_run_that_a_killed_process_had_begun_is_done_by_another_when_the_lease_ends()
    {
        await using var hosts = await TimerHost.NewAsync();
        await (await hosts.StartAndWaitAsync(typeof(Hourly), At(1))).StopAsync();
        var status = hosts.Storage.Blobs.GetBlobContainerClient("azure-webjobs-hosts").GetBlobClient("timers/Hourly/status");
        await status.GetBlobLeaseClient().AcquireAsync(
            TimerStore.LeaseDuration, cancellationToken: TestContext.Current.CancellationToken);
        hosts.Clock.Advance(TimeSpan.FromMinutes(30));

        var host = await hosts.StartAsync(typeof(Hourly));
        await hosts.IsScheduledAsync("Hourly", At(2));

        Assert.True(Assert.Single(host.Journal.Of<TimerInfo>()).IsPastDue);
    }

    [Fact]
    public async Task A_stopping_host_leaves_an_unfinished_run_to_the_next_one()
    {
        await using var hosts = await TimerHost.NewAsync();
        var first = await hosts.StartAndWaitAsync(typeof(Gated), At(1));
        hosts.Clock.Advance(TimeSpan.FromMinutes(30));
        await first.Journal.ReachesAsync(1);
        await first.StopAsync();

        var second = await hosts.StartAsync(typeof(Gated));
        await second.Journal.ReachesAsync(1);
        second.Journal.Gate.SetResult();
        await hosts.IsScheduledAsync("Hourly", At(2));

        Assert.True(Assert.Single(second.Journal.Of<TimerInfo>()).IsPastDue);
    }

    [Fact]
    public async Task A_missed_run_and_RunOnStartup_are_one_run()
    {
        await using var hosts = await TimerHost.NewAsync();
        var first = await hosts.StartAndWaitAsync(typeof(HourlyAndAtStart), At(1));
        await first.Journal.ReachesAsync(1);
        await first.StopAsync();
        hosts.Clock.Advance(TimeSpan.FromHours(5));

        var second = await hosts.StartAsync(typeof(HourlyAndAtStart));
        await hosts.IsScheduledAsync("Hourly", At(6));

        Assert.True(Assert.Single(second.Journal.Of<TimerInfo>()).IsPastDue);
    }

    [Fact]
    public async Task Without_a_monitor_nothing_is_caught_up_and_no_status_is_known()
    {
        await using var hosts = await TimerHost.NewAsync();
        await (await hosts.StartAndWaitAsync(typeof(Unmonitored), At(1))).StopAsync();
        hosts.Clock.Advance(TimeSpan.FromHours(5));

        var host = await hosts.StartAndWaitAsync(typeof(Unmonitored), At(6));
        Assert.Empty(host.Journal.Entries);
        hosts.Clock.Advance(TimeSpan.FromMinutes(30));
        await hosts.IsScheduledAsync("Hourly", At(7));

        var run = Assert.Single(host.Journal.Of<TimerInfo>());
        Assert.Null(run.ScheduleStatus);
        Assert.False(run.IsPastDue);
    }

    [Fact]
    public async Task A_schedule_of_seconds_has_no_monitor()
    {
        await using var hosts = await TimerHost.NewAsync();
        var host = await hosts.StartAsync(typeof(EverySecond));
        await Eventually.HoldsAsync(
            () =>
            {
                hosts.Clock.Advance(TimeSpan.FromSeconds(1));
                return host.Journal.Entries.Count > 0;
            },
            TestContext.Current.CancellationToken);

        Assert.All(host.Journal.Of<TimerInfo>(), run => Assert.Null(run.ScheduleStatus));
    }

    [Fact]
    public async Task A_run_longer_than_its_period_is_never_overlapped_and_is_followed_by_one_run_at_once()
    {
        await using var hosts = await TimerHost.NewAsync();
        var host = await hosts.StartAndWaitAsync(typeof(Counted), At(1));
        hosts.Clock.Advance(TimeSpan.FromMinutes(30));
        await host.Journal.ReachesAsync(1);
        hosts.Clock.Advance(TimeSpan.FromHours(3));

        host.Journal.Gate.SetResult();
        await hosts.IsScheduledAsync("Hourly", At(5));

        Assert.Equal([1, 1], host.Journal.Of<int>());
        Assert.All(host.Journal.Of<TimerInfo>(), run => Assert.False(run.IsPastDue));
    }

    private static DateTime At(int hour) => new(2026, 1, 1, hour, 0, 0, DateTimeKind.Utc);

    internal sealed class Hourly(Journal journal)
    {
        [Function("Hourly")]
        public void Run([TimerTrigger("0 0 * * * *")] TimerInfo timer) => journal.Add(timer);
    }

    internal sealed class FromSetting(Journal journal)
    {
        [Function("Hourly")]
        public void Run([TimerTrigger("%Every%")] TimerInfo timer) => journal.Add(timer);
    }

    internal sealed class AtStart(Journal journal)
    {
        [Function("AtStart")]
        public void Run([TimerTrigger("0 0 0 1 1 *", RunOnStartup = true)] TimerInfo timer) => journal.Add(timer);
    }

    internal sealed class HourlyAndAtStart(Journal journal)
    {
        [Function("Hourly")]
        public void Run([TimerTrigger("0 0 * * * *", RunOnStartup = true)] TimerInfo timer) => journal.Add(timer);
    }

    internal sealed class Unmonitored(Journal journal)
    {
        [Function("Hourly")]
        public void Run([TimerTrigger("0 0 * * * *", UseMonitor = false)] TimerInfo timer) => journal.Add(timer);
    }

    internal sealed class EverySecond(Journal journal)
    {
        [Function("EverySecond")]
        public void Run([TimerTrigger("* * * * * *")] TimerInfo timer) => journal.Add(timer);
    }

    internal sealed class Counted(Journal journal)
    {
        [Function("Hourly")]
        public async Task Run([TimerTrigger("0 0 * * * *")] TimerInfo timer, CancellationToken cancellationToken)
        {
            journal.Add(timer);
            journal.Add(journal.Enter());
            await journal.Gate.Task.WaitAsync(cancellationToken);
            journal.Leave();
        }
    }

    internal sealed class Failing(Journal journal)
    {
        [Function("Hourly")]
        public void Run([TimerTrigger("0 0 * * * *")] TimerInfo timer)
        {
            journal.Add(timer);
            throw new InvalidOperationException("broken");
        }
    }

    internal sealed class Gated(Journal journal)
    {
        [Function("Hourly")]
        public Task Run([TimerTrigger("0 0 * * * *")] TimerInfo timer, CancellationToken cancellationToken)
        {
            journal.Add(timer);
            return journal.Gate.Task.WaitAsync(cancellationToken);
        }
    }
}
