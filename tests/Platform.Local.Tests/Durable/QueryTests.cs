using Microsoft.DurableTask.Client;

namespace Platform.Local.Tests.Durable;

public sealed class QueryTests
{
    private static readonly string[] Expected = ["a1", "a2", "a3", "a4", "b1"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Running_and_ended_instances_come_in_one_order()
    {
        await using var host = await HostAsync();
        Assert.Equal(Expected, await IdsAsync(host, new()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Pages_cover_everything_once(int size)
    {
        await using var host = await HostAsync();
        var seen = new List<string>();
        string? token = null;
        do
        {
            var page = await FirstPageAsync(host, new(PageSize: size, ContinuationToken: token));
            Assert.True(page.Values.Count <= size);
            seen.AddRange(page.Values.Select(instance => instance.InstanceId));
            token = page.ContinuationToken;
        }
        while (token is not null);

        Assert.Equal(Expected, seen);
    }

    [Fact]
    public async Task Filters_apply_to_running_and_ended_instances_alike()
    {
        await using var host = await HostAsync();

        Assert.Equal(["a1", "a2", "a3", "a4"], await IdsAsync(host, new(InstanceIdPrefix: "a")));
        Assert.Equal(["a2", "a4"], await IdsAsync(host, new(Statuses: [OrchestrationRuntimeStatus.Running])));
        Assert.Equal(
            ["a1", "a3", "b1"],
            await IdsAsync(host, new(Statuses: [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed])));
        Assert.Empty(await IdsAsync(host, new(Statuses: [OrchestrationRuntimeStatus.Terminated])));
        Assert.Empty(await IdsAsync(host, new(CreatedFrom: DateTimeOffset.UtcNow.AddHours(1))));
        Assert.Equal(Expected, await IdsAsync(host, new(CreatedTo: DateTimeOffset.UtcNow.AddHours(1))));
        Assert.Empty(await IdsAsync(host, new(TaskHubNames: ["AnotherHub"])));
    }

    [Fact]
    public async Task Suspended_and_scheduled_instances_are_found_by_their_status()
    {
        await using var host = await HostAsync();
        await host.Client.SuspendInstanceAsync("a2", Cancellation);
        await host.ScheduleAsync("Wait", id: "c1", startAt: DateTimeOffset.UtcNow.AddDays(1));

        Assert.Equal(["a2"], await IdsAsync(host, new(Statuses: [OrchestrationRuntimeStatus.Suspended])));
        Assert.Equal(["c1"], await IdsAsync(host, new(Statuses: [OrchestrationRuntimeStatus.Pending])));
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, "1")]
    public async Task Outputs_come_with_a_query_only_when_asked_for(bool fetch, string? output)
    {
        await using var host = await HostAsync();

        var page = await FirstPageAsync(host, new(InstanceIdPrefix: "a1", FetchInputsAndOutputs: fetch));

        Assert.Equal(output, page.Values.Single().SerializedOutput);
    }

    [Fact]
    public async Task The_answer_is_the_same_after_a_restart()
    {
        await using var host = await HostAsync();
        await host.CrashAndRestartAsync();
        Assert.Equal(Expected, await IdsAsync(host, new()));
    }

    [Fact]
    public async Task A_purged_instance_is_gone_for_good()
    {
        await using var host = await HostAsync();

        Assert.Equal(1, (await host.Client.PurgeInstanceAsync("a1", Cancellation)).PurgedInstanceCount);

        Assert.Null(await host.Client.GetInstanceAsync("a1", Cancellation));
        await host.CrashAndRestartAsync();
        Assert.Null(await host.Client.GetInstanceAsync("a1", Cancellation));
        Assert.Equal(0, (await host.Client.PurgeInstanceAsync("a1", Cancellation)).PurgedInstanceCount);
    }

    [Fact]
    public async Task A_running_instance_is_not_purged()
    {
        await using var host = await HostAsync();

        Assert.Equal(0, (await host.Client.PurgeInstanceAsync("a2", Cancellation)).PurgedInstanceCount);
        Assert.True((await host.FindAsync("a2")).IsRunning);
    }

    [Fact]
    public async Task A_purge_by_filter_takes_what_has_ended_and_matches()
    {
        await using var host = await HostAsync();

        var failed = await host.Client.PurgeAllInstancesAsync(
            new PurgeInstancesFilter(Statuses: [OrchestrationRuntimeStatus.Failed]), Cancellation);
        Assert.Equal(1, failed.PurgedInstanceCount);
        var rest = await host.Client.PurgeAllInstancesAsync(
            new PurgeInstancesFilter(CreatedTo: DateTimeOffset.UtcNow.AddHours(1)), Cancellation);
        Assert.Equal(2, rest.PurgedInstanceCount);

        Assert.Equal(["a2", "a4"], await IdsAsync(host, new()));
    }

    [Fact]
    public async Task Purges_of_the_same_instances_may_run_side_by_side()
    {
        await using var host = await HostAsync();

        var purges = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ =>
            host.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(), Cancellation)));

        Assert.Equal(3, purges.Sum(purge => purge.PurgedInstanceCount));
    }

    // a1, a3 completed, b1 failed, a2, a4 running.
    private static async Task<DurableHost> HostAsync()
    {
        var host = (await DurableHost.NewAsync())
            .WithOrchestrator("Done", _ => Task.FromResult(1))
            .WithOrchestrator("Fail", Task<int> (_) => throw new InvalidOperationException("no luck"))
            .WithOrchestrator("Wait", context => context.WaitForExternalEvent<string>("go"));
        await host.StartAsync();
        await host.ScheduleAsync("Done", id: "a1");
        await host.ScheduleAsync("Wait", id: "a2");
        await host.ScheduleAsync("Done", id: "a3");
        await host.ScheduleAsync("Wait", id: "a4");
        await host.ScheduleAsync("Fail", id: "b1");
        await Task.WhenAll(host.EndOfAsync("a1"), host.EndOfAsync("a3"), host.EndOfAsync("b1"));
        return host;
    }

    private static async Task<Microsoft.DurableTask.Page<OrchestrationMetadata>> FirstPageAsync(
        DurableHost host, OrchestrationQuery query)
    {
        await foreach (var page in host.Client.GetAllInstancesAsync(query).AsPages())
        {
            return page;
        }

        throw new InvalidOperationException("There is always a first page.");
    }

    private static async Task<List<string>> IdsAsync(DurableHost host, OrchestrationQuery query)
    {
        var ids = new List<string>();
        await foreach (var instance in host.Client.GetAllInstancesAsync(query))
        {
            ids.Add(instance.InstanceId);
        }

        return ids;
    }
}
