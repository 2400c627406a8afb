using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Platform.TestKit.Services;

namespace Platform.Local.Tests.Durable;

public sealed class SubOrchestrationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sub_orchestration_takes_an_input_and_returns_a_result()
    {
        await using var host = await HostAsync(context => context.CallSubOrchestratorAsync<int>("Double", 21));

        Assert.Equal(42, (await host.RunAsync("Parent")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Sub_orchestrations_fan_out_and_in_beyond_what_one_commit_holds()
    {
        await using var host = await HostAsync(async context =>
        {
            var calls = Enumerable.Range(0, 250).Select(i => context.CallSubOrchestratorAsync<int>("Double", i));
            return (await Task.WhenAll(calls)).Sum();
        });

        Assert.Equal(249 * 250, (await host.RunAsync("Parent")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task An_instance_id_may_be_given_and_is_made_otherwise()
    {
        await using var host = await HostAsync(async context =>
        {
            var options = new TaskOptions().WithInstanceId("my-child");
            var given = await context.CallSubOrchestratorAsync<string>("Who", options);
            return $"{given} {await context.CallSubOrchestratorAsync<string>("Who")}";
        });

        var ids = (await host.RunAsync("Parent")).ReadOutputAs<string>()!.Split(' ');

        Assert.Equal("my-child", ids[0]);
        Assert.True(Guid.TryParseExact(ids[1], "N", out _), ids[1]);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await host.FindAsync(ids[1])).RuntimeStatus);
    }

    [Fact]
    public async Task A_sub_orchestration_knows_its_parent_and_a_client_s_start_has_none()
    {
        await using var host = await HostAsync(async context =>
            $"{await context.CallSubOrchestratorAsync<string>("Parentage")} of {context.InstanceId}");

        var end = await host.RunAsync("Parent");

        Assert.Equal($"Parent {end.InstanceId} of {end.InstanceId}", end.ReadOutputAs<string>());
        Assert.Equal("none", (await host.RunAsync("Parentage")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_failure_reaches_the_caller_as_the_sub_orchestration_s_own_details()
    {
        await using var host = await HostAsync(async context =>
        {
            try
            {
                return await context.CallSubOrchestratorAsync<string>("Break");
            }
            catch (TaskFailedException failed)
            {
                var isCause = failed.IsCausedByException<NotSupportedException>();
                return $"{failed.TaskName} {isCause} {failed.FailureDetails.ErrorMessage}";
            }
        });

        Assert.Equal("Break True no luck", (await host.RunAsync("Parent")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_activity_s_failure_two_levels_down_is_the_innermost_detail()
    {
        await using var host = await HostAsync(context => context.CallSubOrchestratorAsync<string>("BreakDeeply"));

        var end = await host.RunAsync("Parent");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        var innermost = end.FailureDetails!;
        while (innermost.InnerFailure is { } inner)
        {
            innermost = inner;
        }

        Assert.Equal("no luck at all", innermost.ErrorMessage);
        Assert.True(end.FailureDetails!.IsCausedBy<TaskFailedException>());
    }

    [Fact]
    public async Task A_retry_policy_starts_a_failed_sub_orchestration_again_under_the_same_id()
    {
        var ids = new System.Collections.Concurrent.ConcurrentQueue<string>();
        await using var host = await HostAsync(context => context.CallSubOrchestratorAsync<string>(
            "Flaky", TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromMilliseconds(5)))));
        host.WithActivity<string, int>("Note", id =>
        {
            ids.Enqueue(id);
            return ids.Count;
        });

        Assert.Equal("at 3", (await host.RunAsync("Parent")).ReadOutputAs<string>());
        Assert.Equal(3, ids.Count);
        Assert.Single(ids.Distinct());
    }

    [Fact]
    public async Task A_retry_handler_may_give_a_sub_orchestration_up()
    {
        await using var host = await HostAsync(context => context.CallSubOrchestratorAsync<string>(
            "Break", TaskOptions.FromRetryHandler(retry => retry.LastAttemptNumber < 3)));

        Assert.Equal("no luck", (await host.RunAsync("Parent")).FailureDetails!.InnerFailure!.ErrorMessage);
        var breaks = await host.Client.GetAllInstancesAsync().CountAsync(instance => instance.Name == "Break", Cancellation);
        Assert.Equal(1, breaks);
    }

    [Fact]
    public async Task An_unknown_sub_orchestrator_fails_the_call_by_name_and_is_not_retried()
    {
        await using var host = await HostAsync(context => context.CallSubOrchestratorAsync<string>(
            "Nowhere", TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromDays(1)))));

        var end = await host.RunAsync("Parent");

        Assert.Contains("no orchestrator named 'Nowhere'", end.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_id_that_somebody_else_runs_under_fails_the_call_and_leaves_the_other_alone()
    {
        await using var host = await HostAsync(context =>
            context.CallSubOrchestratorAsync<string>("Double", 1, new SubOrchestrationOptions(instanceId: "taken")));
        await host.ScheduleAsync("Wait", id: "taken");

        var end = await host.RunAsync("Parent");

        Assert.Contains("'taken' has not ended", end.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        Assert.True((await host.FindAsync("taken")).IsRunning);
    }

    [Fact]
    public async Task A_sub_orchestration_that_nobody_awaits_runs_all_the_same()
    {
        await using var host = await HostAsync(context =>
        {
            _ = context.CallSubOrchestratorAsync("Double", 4, new SubOrchestrationOptions(instanceId: "left-alone"));
            return Task.FromResult("gone");
        });

        Assert.Equal("gone", (await host.RunAsync("Parent")).ReadOutputAs<string>());
        await Eventually.HoldsAsync(
            async () => await host.Client.GetInstanceAsync("left-alone", Cancellation) is not null, Cancellation);
        Assert.Equal(8, (await host.EndOfAsync("left-alone")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task A_terminated_sub_orchestration_fails_its_call()
    {
        await using var host = await HostAsync(context =>
            context.CallSubOrchestratorAsync<string>("Wait", new SubOrchestrationOptions(instanceId: "child")));
        var id = await host.ScheduleAsync("Parent");
        await Eventually.HoldsAsync(
            async () => await host.Client.GetInstanceAsync("child", Cancellation) is not null, Cancellation);

        await host.Client.TerminateInstanceAsync("child", "enough", Cancellation);

        var failure = (await host.EndOfAsync(id)).FailureDetails!.InnerFailure!;
        Assert.Contains("'child' was terminated: \"enough\"", failure.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, OrchestrationRuntimeStatus.Running)]
    [InlineData(true, OrchestrationRuntimeStatus.Terminated)]
    public async Task Terminating_reaches_sub_orchestrations_only_when_asked_to(
        bool recursive, OrchestrationRuntimeStatus expected)
    {
        await using var host = await HostAsync(context =>
            context.CallSubOrchestratorAsync<string>("Middle", new SubOrchestrationOptions(instanceId: "middle")));
        var id = await host.ScheduleAsync("Parent");
        await Eventually.HoldsAsync(async () =>
            await host.Client.GetInstanceAsync("innermost", Cancellation) is { IsRunning: true }, Cancellation);

        await host.Client.TerminateInstanceAsync(id, new TerminateInstanceOptions("enough", recursive), Cancellation);

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await host.EndOfAsync(id)).RuntimeStatus);
        Assert.Equal(expected, (await host.FindAsync("middle")).RuntimeStatus);
        Assert.Equal(expected, (await host.FindAsync("innermost")).RuntimeStatus);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 3)]
    public async Task Purging_takes_ended_sub_orchestrations_only_when_asked_to(bool recursive, int purged)
    {
        await using var host = await HostAsync(context =>
            context.CallSubOrchestratorAsync<string>("Middle", new SubOrchestrationOptions(instanceId: "middle")));
        var id = await host.ScheduleAsync("Parent");
        await Eventually.HoldsAsync(
            async () => await host.Client.GetInstanceAsync("innermost", Cancellation) is not null, Cancellation);
        await host.Client.RaiseEventAsync("innermost", "go", "on", Cancellation);
        await host.EndOfAsync(id);

        var result = await host.Client.PurgeInstanceAsync(id, new PurgeInstanceOptions(recursive), Cancellation);

        Assert.Equal(purged, result.PurgedInstanceCount);
        Assert.Equal(recursive, await host.Client.GetInstanceAsync("innermost", Cancellation) is null);
        Assert.Null(await host.Client.GetInstanceAsync(id, Cancellation));
    }

    [Fact]
    public async Task A_purge_by_filter_may_take_the_sub_orchestrations_of_what_it_finds()
    {
        await using var host = await HostAsync(context => context.CallSubOrchestratorAsync<int>("Double", 2));
        await host.RunAsync("Parent");
        await host.RunAsync("Parent");

        var result = await host.Client.PurgeAllInstancesAsync(
            new PurgeInstancesFilter(Statuses: [OrchestrationRuntimeStatus.Completed]),
            new PurgeInstanceOptions(true),
            Cancellation);

        Assert.Equal(4, result.PurgedInstanceCount);
        Assert.Equal(0, await host.Client.GetAllInstancesAsync().CountAsync(Cancellation));
    }

    [Fact]
    public async Task Options_in_the_place_of_the_input_are_a_mistake_that_is_named()
    {
        await using var host = await HostAsync(context =>
            context.CallSubOrchestratorAsync<string>("Who", input: new TaskOptions().WithInstanceId("x"), options: null));

        Assert.True((await host.RunAsync("Parent")).FailureDetails!.IsCausedBy<ArgumentException>());
    }

    private static async Task<DurableHost> HostAsync<T>(Func<TaskOrchestrationContext, Task<T>> parent) =>
        await (await DurableHost.NewAsync())
            .WithActivity<string, string>("Fail", string (message) => throw new InvalidOperationException(message))
            .WithOrchestrator("Parent", parent)
            .WithOrchestrator("Double", context => Task.FromResult(2 * context.GetInput<int>()))
            .WithOrchestrator("Who", context => Task.FromResult(context.InstanceId))
            .WithOrchestrator("Parentage", context => Task.FromResult(
                context.Parent is { } found ? $"{found.Name} {found.InstanceId}" : "none"))
            .WithOrchestrator("Wait", context => context.WaitForExternalEvent<string>("go"))
            .WithOrchestrator("Middle", context =>
                context.CallSubOrchestratorAsync<string>("Wait", new SubOrchestrationOptions(instanceId: "innermost")))
            .WithOrchestrator("Break", Task<string> (_) => throw new NotSupportedException("no luck"))
            .WithOrchestrator("BreakDeeply", context => context.CallActivityAsync<string>("Fail", "no luck at all"))
            .WithOrchestrator("Flaky", async context =>
            {
                var attempt = await context.CallActivityAsync<int>("Note", context.InstanceId);
                return attempt >= 3 ? $"at {attempt}" : throw new InvalidOperationException($"not at {attempt}");
            })
            .StartAsync();
}
