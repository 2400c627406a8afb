using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Platform.TestKit.Services;

namespace Platform.Local.Tests.Durable;

public sealed class ClientTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_custom_status_is_readable_while_the_orchestration_runs()
    {
        await using var host = await HostAsync();
        var id = await host.ScheduleAsync("Wait", "halfway");

        await Eventually.HoldsAsync(
            async () => (await host.FindAsync(id)).ReadCustomStatusAs<string>() == "halfway", Cancellation);

        Assert.True((await host.FindAsync(id)).IsRunning);
    }

    [Fact]
    public async Task A_custom_status_over_16_KB_is_refused()
    {
        await using var host = await HostAsync();

        var end = await host.RunAsync("Wait", new string('x', 9000));

        Assert.True(end.FailureDetails!.IsCausedBy<ArgumentException>());
        Assert.Contains("16384", end.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_terminated_orchestration_ends_at_once_with_the_given_output()
    {
        await using var host = await HostAsync();
        var id = await host.ScheduleAsync("Wait", "x");

        await host.Client.TerminateInstanceAsync(id, "enough", Cancellation);

        var end = await host.EndOfAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, end.RuntimeStatus);
        Assert.Equal("enough", end.ReadOutputAs<string>());
        await host.CrashAndRestartAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await host.FindAsync(id)).RuntimeStatus);
    }

    [Fact]
    public async Task Terminating_an_ended_or_unknown_instance_changes_nothing()
    {
        await using var host = await HostAsync();
        var end = await host.RunAsync("Done");

        await host.Client.TerminateInstanceAsync(end.InstanceId, "enough", Cancellation);
        await host.Client.TerminateInstanceAsync("nobody", "enough", Cancellation);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await host.FindAsync(end.InstanceId)).RuntimeStatus);
    }

    [Fact]
    public async Task Starting_an_id_that_is_running_is_refused_also_after_a_restart()
    {
        await using var host = await HostAsync();
        await host.ScheduleAsync("Wait", "x", id: "only-one");

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => host.ScheduleAsync("Wait", "y", id: "only-one"));
        await host.CrashAndRestartAsync();
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => host.ScheduleAsync("Wait", "y", id: "only-one"));
    }

    [Fact]
    public async Task Of_concurrent_starts_of_one_id_exactly_one_wins()
    {
        await using var host = await HostAsync();

        var starts = await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ =>
        {
            try
            {
                return await host.ScheduleAsync("Wait", "x", id: "only-one");
            }
            catch (OrchestrationAlreadyExistsException)
            {
                return null;
            }
        }));

        Assert.Single(starts, id => id is not null);
    }

    [Fact]
    public async Task An_ended_id_may_be_started_again_and_its_new_end_replaces_the_old()
    {
        await using var host = await HostAsync();
        await host.ScheduleAsync("Done", "first", id: "again");
        await host.EndOfAsync("again");

        await host.ScheduleAsync("Wait", "second", id: "again");
        Assert.True((await host.FindAsync("again")).IsRunning);
        await host.CrashAndRestartAsync();
        await host.Client.RaiseEventAsync("again", "go", "now", Cancellation);

        Assert.Equal("second", (await host.EndOfAsync("again")).ReadInputAs<string>());
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\nb")]
    [InlineData("@a")]
    public async Task An_instance_id_that_no_row_key_can_hold_is_refused(string id)
    {
        await using var host = await HostAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => host.ScheduleAsync("Done", id: id));
    }

    [Theory]
    [InlineData("plain-1")]
    [InlineData("it's 100% \"fine\" & <ok>; ünï漢字")]
    public async Task Other_instance_ids_are_kept_as_they_are(string id)
    {
        await using var host = await HostAsync();
        await host.ScheduleAsync("Done", "x", id);
        await host.EndOfAsync(id);

        Assert.Equal(id, (await host.FindAsync(id)).InstanceId);
        Assert.Equal(1, (await host.Client.PurgeInstanceAsync(id, Cancellation)).PurgedInstanceCount);
    }

    [Fact]
    public async Task Waiting_for_the_start_returns_once_the_orchestrator_has_begun()
    {
        await using var host = await HostAsync();
        var id = await host.ScheduleAsync("Wait", "x");

        var started = await host.Client.WaitForInstanceStartAsync(id, Cancellation);

        Assert.True(started.IsRunning);
    }

    [Fact]
    public async Task Waiting_for_an_unknown_instance_fails()
    {
        await using var host = await HostAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => host.Client.WaitForInstanceCompletionAsync("nobody", Cancellation));
    }

    [Fact]
    public async Task Inputs_and_outputs_come_only_when_asked_for()
    {
        await using var host = await HostAsync();
        var id = (await host.RunAsync("Done", "secret")).InstanceId;

        var bare = (await host.Client.GetInstanceAsync(id, Cancellation))!;

        Assert.Null(bare.SerializedInput);
        Assert.Null(bare.SerializedOutput);
        Assert.Throws<InvalidOperationException>(() => bare.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Tags_of_the_start_are_readable()
    {
        await using var host = await HostAsync();
        var options = new StartOrchestrationOptions { Tags = new Dictionary<string, string> { ["team"] = "blue" } };
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Done", options, Cancellation);
        await host.EndOfAsync(id);

        Assert.Equal("blue", (await host.FindAsync(id)).Tags["team"]);
    }

    private static async Task<DurableHost> HostAsync() => await (await DurableHost.NewAsync())
        .WithOrchestrator("Done", context => Task.FromResult(context.GetInput<string>()))
        .WithOrchestrator("Wait", async context =>
        {
            context.SetCustomStatus(context.GetInput<string>());
            return await context.WaitForExternalEvent<string>("go");
        })
        .StartAsync();
}
