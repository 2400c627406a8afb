using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Platform.Local.Tests.Durable;

public sealed class OrchestrationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Activities_run_in_turn_and_their_results_come_back()
    {
        await using var host = await NewHostAsync();
        host.WithOrchestrator("Greet", async context =>
        {
            var first = await context.CallActivityAsync<string>("Hello", "Tokyo");
            var second = await context.CallActivityAsync<string>("Hello", "Oslo");
            return $"{first} {second} {context.GetInput<Order>()!.Count}";
        });
        await host.StartAsync();

        var end = await host.RunAsync("Greet", new Order(3));

        Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus);
        Assert.Equal("Hello Tokyo Hello Oslo 3", end.ReadOutputAs<string>());
        Assert.Equal(new Order(3), end.ReadInputAs<Order>());
    }

    [Fact]
    public async Task Activities_fan_out_and_fan_in()
    {
        await using var host = await NewHostAsync();
        host.WithOrchestrator("Sum", async context =>
        {
            var squares = Enumerable.Range(1, 40).Select(n => context.CallActivityAsync<int>("Square", n));
            return (await Task.WhenAll(squares)).Sum();
        });
        await host.StartAsync();

        var end = await host.RunAsync("Sum");

        Assert.Equal(22140, end.ReadOutputAs<int>());
    }

    [Fact]
    public async Task A_failed_activity_fails_its_orchestration_with_the_cause()
    {
        await using var host = await NewHostAsync();
        host.WithOrchestrator("Break", context => context.CallActivityAsync<string>("Fail", "no luck"));
        await host.StartAsync();

        var end = await host.RunAsync("Break");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.True(end.FailureDetails!.IsCausedBy<TaskFailedException>());
        Assert.True(end.FailureDetails.InnerFailure!.IsCausedBy<InvalidOperationException>());
        Assert.Equal("no luck", end.FailureDetails.InnerFailure.ErrorMessage);
    }

    [Fact]
    public async Task An_orchestrator_may_handle_a_failure()
    {
        await using var host = await NewHostAsync();
        host.WithOrchestrator("Mend", async context =>
        {
            try
            {
                return await context.CallActivityAsync<string>("Fail", "no luck");
            }
            catch (TaskFailedException failed)
            {
                return $"{failed.TaskName}: {failed.FailureDetails.ErrorMessage}";
            }
        });
        await host.StartAsync();

        Assert.Equal("Fail: no luck", (await host.RunAsync("Mend")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_unknown_activity_fails_the_call_by_name()
    {
        await using var host = await NewHostAsync();
        host.WithOrchestrator("Lost", context => context.CallActivityAsync<string>("Nowhere"));
        await host.StartAsync();

        var end = await host.RunAsync("Lost");

        Assert.Contains("no activity named 'Nowhere'", end.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_orchestrator_is_refused()
    {
        await using var host = await NewHostAsync();
        await host.StartAsync();

        await Assert.ThrowsAsync<ArgumentException>(
            () => host.Client.ScheduleNewOrchestrationInstanceAsync("Nowhere", Cancellation));
    }

    [Fact]
    public async Task Names_are_compared_without_regard_to_case()
    {
        await using var host = await NewHostAsync();
        host.WithOrchestrator("Greet", context => context.CallActivityAsync<string>("hELLO", "you"));
        await host.StartAsync();

        Assert.Equal("Hello you", (await host.RunAsync("GREET")).ReadOutputAs<string>());
    }

    private static async Task<DurableHost> NewHostAsync() => (await DurableHost.NewAsync())
        .WithActivity<string, string>("Hello", name => $"Hello {name}")
        .WithActivity<int, int>("Square", n => n * n)
        .WithActivity<string, string>("Fail", string (message) => throw new InvalidOperationException(message));

    private sealed record Order(int Count);
}
