using System.Text.Json;
using Azure.Data.Tables;
using Azure.Storage.Blobs.Specialized;
using Platform.Local.Runtime.Durable;
using Platform.Local.Runtime.Durable.Storage;

namespace Platform.Local.Tests.Durable;

public sealed class OwnershipTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_second_engine_on_a_hub_is_refused_and_told_whose_it_is()
    {
        await using var host = await HostAsync();
        await host.StartAsync();

        await using var second = host.NewEngine();
        var refusal = await Assert.ThrowsAsync<HubOwnedException>(() => second.StartAsync(Cancellation));

        var owner = $"process {Environment.ProcessId} on {Environment.MachineName}";
        Assert.Contains(owner, refusal.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<HubOwnedException>(() => second.Client.GetInstanceAsync("any", Cancellation));
    }

    [Fact]
    public async Task A_dead_process_of_this_machine_is_replaced_at_once()
    {
        await using var host = await HostAsync();
        await host.StartAsync();
        await host.StopAsync();
        await LeaveBehindAsync(host, HubOwner.Current with { Started = HubOwner.Current.Started + 7 });

        await host.StartAsync();

        Assert.Equal(1, (await host.RunAsync("One")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task An_owner_from_before_the_last_boot_is_dead()
    {
        await using var host = await HostAsync();
        await host.StartAsync();
        await host.StopAsync();
        await LeaveBehindAsync(host, HubOwner.Current with { Boot = "another boot" });

        await host.StartAsync();

        Assert.Equal(1, (await host.RunAsync("One")).ReadOutputAs<int>());
    }

    [Fact]
    public void An_owner_on_another_machine_may_be_alive()
    {
        var elsewhere = HubOwner.Current with { Machine = "elsewhere", Pid = 1, Started = 1 };

        Assert.False(elsewhere.IsKnownDead);
        Assert.False(HubOwner.Current.IsKnownDead);
        Assert.True((HubOwner.Current with { Pid = int.MaxValue - 1 }).IsKnownDead);
    }

    [Fact]
    public async Task A_paused_owner_can_not_write_once_another_has_taken_over()
    {
        await using var host = await HostAsync();
        await host.StartAsync();
        await host.RunAsync("One");
        var table = host.Storage.Tables.GetTableClient("TestHubJournal");

        await HubEpoch.BeginAsync(table, Cancellation);
        var before = await RowsAsync(table);

        await Assert.ThrowsAsync<HubOwnedException>(() => host.ScheduleAsync("One"));
        Assert.IsType<HubOwnedException>(await host.OwnershipLost.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancellation));
        await Assert.ThrowsAsync<HubOwnedException>(() => host.ScheduleAsync("One"));
        Assert.Equal(before, await RowsAsync(table));
    }

    [Fact]
    public async Task Nothing_acts_before_its_turn_is_persisted()
    {
        var acted = false;
        await using var host = await HostAsync();
        host.WithActivity<int, int>("Act", _ =>
        {
            acted = true;
            return 1;
        });
        host.WithOrchestrator("Acts", context => context.CallActivityAsync<int>("Act", 0));
        await host.StartAsync();
        await HubEpoch.BeginAsync(host.Storage.Tables.GetTableClient("TestHubJournal"), Cancellation);

        await Assert.ThrowsAsync<HubOwnedException>(() => host.ScheduleAsync("Acts"));

        Assert.False(acted);
    }

    [Fact]
    public async Task Calls_before_the_start_wait_for_it()
    {
        await using var host = await HostAsync();
        await using var engine = host.NewEngine();
        var early = engine.Client.ScheduleNewOrchestrationInstanceAsync("One", Cancellation);
        Assert.False(early.IsCompleted);

        await engine.StartAsync(Cancellation);

        await engine.Client.WaitForInstanceCompletionAsync(await early, Cancellation);
    }

    [Fact]
    public async Task A_stopped_engine_refuses_work()
    {
        await using var host = await HostAsync();
        var engine = host.NewEngine();
        await engine.StartAsync(Cancellation);
        await engine.StopAsync(Cancellation);

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => engine.Client.ScheduleNewOrchestrationInstanceAsync("One", Cancellation));
        await engine.DisposeAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("1hub")]
    [InlineData("my-hub")]
    public void A_hub_name_that_no_table_can_have_is_refused(string name)
    {
        var options = new DurableEngineOptions { ConnectionString = "UseDevelopmentStorage=true", HubName = name };
        Assert.Throws<ArgumentException>(() => new HubStorage(options));
    }

    private static async Task<DurableHost> HostAsync() =>
        (await DurableHost.NewAsync()).WithOrchestrator("One", _ => Task.FromResult(1));

    // As a process that was killed leaves the hub: the lease held, its name in the blob.
    private static async Task LeaveBehindAsync(DurableHost host, HubOwner owner)
    {
        var blob = host.Storage.Blobs.GetBlobContainerClient("testhub-journal").GetBlobClient("owner");
        var json = JsonSerializer.Serialize(owner, JsonSerializerOptions.Web);
        await blob.UploadAsync(BinaryData.FromString(json), overwrite: true, Cancellation);
        await blob.GetBlobLeaseClient().AcquireAsync(TimeSpan.FromSeconds(60), cancellationToken: Cancellation);
    }

    private static async Task<List<string>> RowsAsync(TableClient table)
    {
        var rows = new List<string>();
        await foreach (var row in table.QueryAsync<TableEntity>(cancellationToken: Cancellation))
        {
            rows.Add($"{row.RowKey} {row.ETag}");
        }

        return rows;
    }
}
