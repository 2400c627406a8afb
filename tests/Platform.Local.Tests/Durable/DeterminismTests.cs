using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Platform.Local.Runtime.Durable;

namespace Platform.Local.Tests.Durable;

public sealed class DeterminismTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Changed_code_fails_a_running_instance_and_names_expected_and_actual_action()
    {
        await using var host = await WaitingHostAsync(context => context.CallActivityAsync<string>("Old"));
        var id = await host.ScheduleAsync("Change");

        await host.CrashAndRestartAsync(Work(context => context.CallActivityAsync<string>("New")));

        var end = await host.EndOfAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal("NonDeterministicOrchestration", end.FailureDetails!.ErrorType);
        Assert.Contains("expects #0 call activity 'Old'", end.FailureDetails.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("did: #0 call activity 'New'", end.FailureDetails.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("_v2", end.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_timer_where_history_has_an_activity_is_detected()
    {
        await using var host = await WaitingHostAsync(context => context.CallActivityAsync<string>("Old"));
        var id = await host.ScheduleAsync("Change");

        await host.CrashAndRestartAsync(Work(context => context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None)));

        var message = (await host.EndOfAsync(id)).FailureDetails!.ErrorMessage;
        Assert.Contains("expects #0 call activity 'Old', but the replay did: #0 create timer", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_removed_action_is_detected()
    {
        await using var host = await WaitingHostAsync(context => context.CallActivityAsync<string>("Old"));
        var id = await host.ScheduleAsync("Change");

        await host.CrashAndRestartAsync(Work(context => context.WaitForExternalEvent<string>("never")));

        var message = (await host.EndOfAsync(id)).FailureDetails!.ErrorMessage;
        Assert.Contains("expects #0 call activity 'Old', but the replay did: nothing", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_end_where_history_goes_on_is_detected()
    {
        await using var host = await WaitingHostAsync(context => context.WaitForExternalEvent<string>("never"));
        var id = await host.ScheduleAsync("Change");

        await host.CrashAndRestartAsync(Work(_ => Task.CompletedTask));

        var message = (await host.EndOfAsync(id)).FailureDetails!.ErrorMessage;
        Assert.Contains("expects to go on, but the replay did: end as Completed", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_verdict_outlives_another_restart()
    {
        await using var host = await WaitingHostAsync(context => context.CallActivityAsync<string>("Old"));
        var id = await host.ScheduleAsync("Change");
        await host.CrashAndRestartAsync(Work(context => context.CallActivityAsync<string>("New")));
        await host.EndOfAsync(id);

        await host.CrashAndRestartAsync();

        Assert.Equal("NonDeterministicOrchestration", (await host.FindAsync(id)).FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task Awaiting_a_task_that_is_not_durable_fails_the_orchestration_with_an_explanation()
    {
        await using var host = await WaitingHostAsync(_ => Task.Delay(TimeSpan.FromMilliseconds(20), Cancellation));

        var end = await host.RunAsync("Change");

        Assert.Equal("NonDurableAwait", end.FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task Awaiting_such_a_task_beside_durable_ones_is_detected_too()
    {
        await using var host = await WaitingHostAsync(async context =>
        {
            _ = context.WaitForExternalEvent<string>("never");
            await Task.Delay(TimeSpan.FromMilliseconds(20), Cancellation);
        });

        Assert.Equal("NonDurableAwait", (await host.RunAsync("Change")).FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task Leaving_the_orchestrators_thread_fails_the_orchestration()
    {
        await using var host = await WaitingHostAsync(async context =>
        {
            await context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None).ConfigureAwait(false);
            await context.CallActivityAsync("Old").ConfigureAwait(false);
        });

        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await host.RunAsync("Change")).RuntimeStatus);
    }

    private static async Task<DurableHost> WaitingHostAsync(Func<TaskOrchestrationContext, Task> body)
    {
        var host = await DurableHost.NewAsync();
        host.Work = Work(body);
        return await host.StartAsync();
    }

    // Both activities never return, so that the instance is still running at the restart.
    private static DurableWork Work(Func<TaskOrchestrationContext, Task> body)
    {
        var work = new DurableWork();
        work.AddOrchestrator("Change", async context =>
        {
            await body(context);
            return null;
        });
        work.AddActivity("Old", NeverAsync);
        work.AddActivity("New", NeverAsync);
        return work;
    }

    private static async Task<object?> NeverAsync(ActivityCall call)
    {
        await Task.Delay(Timeout.Infinite, call.CancellationToken);
        return null;
    }
}
