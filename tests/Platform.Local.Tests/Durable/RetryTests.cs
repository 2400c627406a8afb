using System.Collections.Concurrent;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Platform.Local.Tests.Durable;

public sealed class RetryTests
{
    [Fact]
    public async Task A_retry_policy_tries_again_after_growing_waits()
    {
        var policy = new RetryPolicy(5, TimeSpan.FromMilliseconds(20), 2, maxRetryInterval: TimeSpan.FromMilliseconds(50));
        await using var host = await HostAsync(succeedsAt: 4, policy);

        var end = await host.RunAsync("Try");

        Assert.Equal("attempt 4", end.ReadOutputAs<Outcome>()!.Result);
        var waited = end.ReadOutputAs<Outcome>()!.Elapsed;
        Assert.True(waited >= TimeSpan.FromMilliseconds(20 + 40 + 50), $"{waited}");
    }

    [Fact]
    public async Task When_the_attempts_are_used_up_the_last_failure_counts()
    {
        await using var host = await HostAsync(succeedsAt: 9, new RetryPolicy(3, TimeSpan.FromMilliseconds(1)));

        var end = await host.RunAsync("Try");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal("attempt 3 failed", end.FailureDetails!.InnerFailure!.ErrorMessage);
    }

    [Fact]
    public async Task A_policy_may_decline_a_failure()
    {
        var policy = new RetryPolicy(5, TimeSpan.FromMilliseconds(1))
        {
            HandleFailure = failure => !failure.IsCausedBy<InvalidOperationException>(),
        };
        await using var host = await HostAsync(succeedsAt: 2, policy);

        Assert.Equal("attempt 1 failed", (await host.RunAsync("Try")).FailureDetails!.InnerFailure!.ErrorMessage);
    }

    [Fact]
    public async Task A_policys_timeout_ends_the_attempts()
    {
        var policy = new RetryPolicy(int.MaxValue, TimeSpan.FromMilliseconds(5), retryTimeout: TimeSpan.FromMilliseconds(40));
        await using var host = await HostAsync(succeedsAt: int.MaxValue, policy);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await host.RunAsync("Try")).RuntimeStatus);
    }

    [Fact]
    public async Task A_retry_handler_decides_attempt_by_attempt()
    {
        var asked = new ConcurrentQueue<int>();
        RetryHandler handler = context =>
        {
            asked.Enqueue(context.LastAttemptNumber);
            return context.LastFailure.IsCausedBy<InvalidOperationException>() && context.LastAttemptNumber < 3;
        };
        await using var host = await HostAsync(succeedsAt: 9, handler);

        var end = await host.RunAsync("Try");

        Assert.Equal("attempt 3 failed", end.FailureDetails!.InnerFailure!.ErrorMessage);
        Assert.Equal([1, 2, 3], asked);
    }

    [Fact]
    public async Task An_async_retry_handler_may_wait_durably()
    {
        AsyncRetryHandler handler = async context =>
        {
            await context.OrchestrationContext.CreateTimer(TimeSpan.FromMilliseconds(10), context.CancellationToken);
            return true;
        };
        await using var host = await HostAsync(succeedsAt: 3, handler);

        Assert.Equal("attempt 3", (await host.RunAsync("Try")).ReadOutputAs<Outcome>()!.Result);
    }

    [Fact]
    public void A_policy_refuses_impossible_numbers()
    {
        var second = TimeSpan.FromSeconds(1);
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(0, second));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(1, TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(1, second, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(1, second, 1, TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(1, second, 1, null, TimeSpan.Zero));
    }

    private static async Task<DurableHost> HostAsync(int succeedsAt, TaskRetryOptions retry)
    {
        var attempts = 0;
        var host = (await DurableHost.NewAsync())
            .WithActivity<string, string>("Flaky", _ => Interlocked.Increment(ref attempts) >= succeedsAt
                ? $"attempt {attempts}"
                : throw new InvalidOperationException($"attempt {attempts} failed"))
            .WithOrchestrator("Try", async context =>
            {
                var begun = context.CurrentUtcDateTime;
                var result = await context.CallActivityAsync<string>("Flaky", new TaskOptions(retry));
                return new Outcome(result, context.CurrentUtcDateTime - begun);
            });
        return await host.StartAsync();
    }

    private sealed record Outcome(string Result, TimeSpan Elapsed);
}
