using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Platform.Local.Tests.Durable;

public sealed class InstanceIdTests
{
    private static readonly OrchestrationRuntimeStatus[] Open =
        [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_start_is_refused_while_the_id_s_instance_is_in_a_listed_status()
    {
        await using var host = await HostAsync();
        await StartAsync(host, "Done", "first");
        await host.EndOfAsync("it");

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(
            () => StartAsync(host, "Done", "second", OrchestrationRuntimeStatus.Completed));
        await host.CrashAndRestartAsync();
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(
            () => StartAsync(host, "Done", "second", OrchestrationRuntimeStatus.Completed));
        await StartAsync(host, "Done", "third", OrchestrationRuntimeStatus.Failed);

        Assert.Equal("third", (await host.EndOfAsync("it")).ReadInputAs<string>());
    }

    [Fact]
    public async Task A_running_instance_whose_status_is_not_listed_gives_way()
    {
        await using var host = await HostAsync();
        await StartAsync(host, "Wait", "first");

        await StartAsync(host, "Wait", "second", OrchestrationRuntimeStatus.Completed);

        Assert.Equal("second", (await host.FindAsync("it")).ReadInputAs<string>());
        Assert.True((await host.FindAsync("it")).IsRunning);
    }

    [Fact]
    public async Task A_running_instance_whose_status_is_listed_stays()
    {
        await using var host = await HostAsync();
        await StartAsync(host, "Wait", "first");

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => StartAsync(host, "Wait", "second", Open));

        Assert.Equal("first", (await host.FindAsync("it")).ReadInputAs<string>());
    }

    [Fact]
    public async Task An_empty_list_lets_every_start_in()
    {
        await using var host = await HostAsync();
        await StartAsync(host, "Wait", "first");

        await host.Client.ScheduleNewOrchestrationInstanceAsync(
            "Done", "second", new StartOrchestrationOptions("it") { DedupeStatuses = [] }, Cancellation);

        Assert.Equal("second", (await host.EndOfAsync("it")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Of_concurrent_starts_that_refuse_every_status_exactly_one_ever_wins()
    {
        await using var host = await HostAsync();

        var starts = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            try
            {
                await StartAsync(host, "Done", $"{i}", [.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses]);
                return 1;
            }
            catch (OrchestrationAlreadyExistsException)
            {
                return 0;
            }
        }));

        Assert.Equal(1, starts.Sum());
    }

    [Fact]
    public async Task Statuses_that_contradict_each_other_or_do_not_exist_are_refused()
    {
        await using var host = await HostAsync();

        var contradiction = await Assert.ThrowsAsync<ArgumentException>(
            () => StartAsync(host, "Done", "x", OrchestrationRuntimeStatus.Terminated));
        Assert.Contains("Terminated", contradiction.Message, StringComparison.Ordinal);
        var unknown = await Assert.ThrowsAsync<ArgumentException>(() => host.Client.ScheduleNewOrchestrationInstanceAsync(
            "Done", "x", new StartOrchestrationOptions("it") { DedupeStatuses = ["Asleep"] }, Cancellation));
        Assert.Contains("'Asleep'", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restart_runs_the_same_orchestrator_with_the_same_input_again()
    {
        await using var host = await HostAsync();
        await StartAsync(host, "Done", "again");
        await host.EndOfAsync("it");

        Assert.Equal("it", await host.Client.RestartAsync("it", cancellation: Cancellation));
        Assert.Equal("again", (await host.EndOfAsync("it")).ReadOutputAs<string>());
        var other = await host.Client.RestartAsync("it", restartWithNewInstanceId: true, Cancellation);
        Assert.NotEqual("it", other);
        Assert.Equal("again", (await host.EndOfAsync(other)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_restart_of_what_runs_needs_a_new_id_and_of_nobody_is_refused()
    {
        await using var host = await HostAsync();
        await StartAsync(host, "Wait", "first");

        await Assert.ThrowsAsync<InvalidOperationException>(() => host.Client.RestartAsync("it", cancellation: Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => host.Client.RestartAsync("nobody", cancellation: Cancellation));
        var other = await host.Client.RestartAsync("it", restartWithNewInstanceId: true, Cancellation);

        Assert.Equal("first", (await host.FindAsync(other)).ReadInputAs<string>());
    }

    private static Task<string> StartAsync(
        DurableHost host, string name, string input, params OrchestrationRuntimeStatus[] refused) =>
        host.Client.ScheduleNewOrchestrationInstanceAsync(
            name,
            input,
            refused.Length == 0 ? new("it") : new StartOrchestrationOptions("it").WithDedupeStatuses(refused),
            Cancellation);

    private static async Task<DurableHost> HostAsync() => await (await DurableHost.NewAsync())
        .WithOrchestrator("Done", context => Task.FromResult(context.GetInput<string>()))
        .WithOrchestrator("Wait", context => context.WaitForExternalEvent<string>("go"))
        .StartAsync();
}
