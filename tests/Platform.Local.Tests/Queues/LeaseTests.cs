using Microsoft.Azure.Functions.Worker;
using Platform.Local.Tests.Hosting;
using Platform.TestKit.Services;

namespace Platform.Local.Tests.Queues;

public sealed class LeaseTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_in_hand_is_renewed_for_as_long_as_its_function_runs()
    {
        await using var host = await QueueHost.StartAsync(typeof(Functions), "--LocalQueueLease=00:00:03");

        await host.SendAsync("gated", "hello");
        await host.Journal.ReachesAsync(1);
        await Task.Delay(TimeSpan.FromSeconds(8), Cancellation);
        host.Journal.Gate.SetResult();
        await host.IsDrainedAsync("gated");

        Assert.Equal(["began hello 1", "ended hello"], host.Journal.Of<string>());
    }

    [Fact]
    public async Task A_message_of_a_killed_process_comes_back_when_its_lease_ends()
    {
        var storage = await StorageFixture.NewAsync();
        var queue = storage.Queues.GetQueueClient("quick");
        await queue.CreateAsync(cancellationToken: Cancellation);
        await queue.SendMessageAsync("hello", Cancellation);
        await queue.ReceiveMessageAsync(TimeSpan.FromSeconds(3), Cancellation);
        await using var host = await QueueHost.StartAsync(typeof(Functions), storage);

        await host.IsDrainedAsync("quick");

        Assert.Equal(["hello 2"], host.Journal.Of<string>());
    }

    [Fact]
    public async Task A_stopping_host_lets_a_function_finish()
    {
        var host = await QueueHost.StartAsync(typeof(Functions));
        await host.SendAsync("deaf", "hello");
        await host.Journal.ReachesAsync(1);

        var stopping = host.StopAsync();
        host.Journal.Gate.SetResult();
        await stopping;

        Assert.Equal(["began", "ended"], host.Journal.Of<string>());
        await host.IsDrainedAsync("deaf");
        await host.DisposeAsync();
    }

    [Theory]
    [InlineData("gated")]
    [InlineData("deaf")]
    public async Task A_stopping_host_gives_back_what_does_not_finish_without_waiting_for_the_lease(string queue)
    {
        var host =
            await QueueHost.StartAsync(typeof(Functions), "--LocalQueueLease=00:05:00", QueueHost.Set("maxDequeueCount", "1"));
        await host.SendAsync(queue, "hello");
        await host.Journal.ReachesAsync(1);

        await host.StopAsync();

        Assert.Single(await host.PeekAsync(queue, 1));
        host.Journal.Gate.SetResult();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task No_more_messages_are_in_hand_than_batchSize_and_newBatchThreshold_allow()
    {
        await using var host = await QueueHost.StartAsync(
            typeof(Functions), QueueHost.Set("batchSize", "2"), QueueHost.Set("newBatchThreshold", "1"));

        await Task.WhenAll(Enumerable.Range(0, 12).Select(number => host.SendAsync("counted", $"{number}")));
        await host.Journal.ReachesAsync(12);

        Assert.InRange(host.Journal.Of<int>().Max(), 2, 3);
    }

    [Fact]
    public async Task A_batchSize_of_one_with_no_threshold_is_one_at_a_time()
    {
        await using var host = await QueueHost.StartAsync(
            typeof(Functions), QueueHost.Set("batchSize", "1"), QueueHost.Set("newBatchThreshold", "0"));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(number => host.SendAsync("counted", $"{number}")));
        await host.Journal.ReachesAsync(4);

        Assert.Equal(1, host.Journal.Of<int>().Max());
    }

    internal sealed class Functions(Journal journal)
    {
        [Function("Gated")]
        public async Task Gated([QueueTrigger("gated")] string message, long dequeueCount, CancellationToken cancellationToken)
        {
            journal.Add($"began {message} {dequeueCount}");
            await journal.Gate.Task.WaitAsync(cancellationToken);
            journal.Add($"ended {message}");
        }

        [Function("Deaf")]
        public async Task Deaf([QueueTrigger("deaf")] string message)
        {
            journal.Add("began");
            await journal.Gate.Task;
            journal.Add("ended");
        }

        [Function("Quick")]
        public void Quick([QueueTrigger("quick")] string message, long dequeueCount) => journal.Add($"{message} {dequeueCount}");

        [Function("Counted")]
        public async Task Counted([QueueTrigger("counted")] string message)
        {
            var now = journal.Enter();
            await Task.Delay(100 + (100 * (int.Parse(message) % 3)));
            journal.Leave();
            journal.Add(now);
        }
    }
}
