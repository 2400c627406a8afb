using Azure.Data.Tables;
using Platform.Local.Runtime.Supervisor;

namespace Platform.Local.Tests.Supervisor;

public sealed class SharingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_processes_share_one_Azurite()
    {
        await using var root = new ServicesRoot();
        await using var other = await OtherProcess.StartAsync(root.Options(ServicesRoot.Long));

        await using var ours = await root.AcquireAsync(ServicesRoot.Long);

        Assert.Equal(other.StorageConnectionString, ours.StorageConnectionString);
        Assert.Equal(2, await root.ClientsAsync());
    }

    [Fact]
    public async Task Clients_that_come_at_the_same_time_start_one_Azurite()
    {
        await using var root = new ServicesRoot();
        var processes = Enumerable.Range(0, 2).Select(_ => OtherProcess.StartAsync(root.Options(ServicesRoot.Long)));
        var clients = Enumerable.Range(0, 6).Select(_ => root.AcquireAsync(ServicesRoot.Long)).ToList();

        var others = await Task.WhenAll(processes);
        var ours = await Task.WhenAll(clients);

        var seen = others.Select(other => other.StorageConnectionString).Concat(ours.Select(our => our.StorageConnectionString));
        Assert.Single(seen.Distinct());
        Assert.Equal(8, await root.ClientsAsync());
        foreach (var client in others.Concat<IAsyncDisposable>(ours))
        {
            await client.DisposeAsync();
        }

        Assert.Equal(0, await root.ClientsAsync());
    }

    [Fact]
    public async Task A_killed_client_leaves_the_services_up_and_its_lock_is_freed()
    {
        await using var root = new ServicesRoot();
        await using var other = await OtherProcess.StartAsync(root.Options(ServicesRoot.Long));
        await using var ours = await root.AcquireAsync(ServicesRoot.Long);
        var tables = new TableServiceClient(ours.StorageConnectionString);
        await tables.CreateTableAsync("before", Cancellation);

        await other.KillAsync();

        await tables.CreateTableAsync("after", Cancellation);
        Assert.Equal(1, await root.ClientsAsync());
    }

    [Fact]
    public async Task A_client_that_comes_before_the_services_stop_finds_them_as_they_were()
    {
        await using var root = new ServicesRoot();
        var first = await root.AcquireAsync(ServicesRoot.Long);
        var instance = root.Endpoints.Instance;
        await first.DisposeAsync();

        await using var second = await root.AcquireAsync(ServicesRoot.Long);

        Assert.Equal(instance, root.Endpoints.Instance);
    }

    [Fact]
    public async Task A_client_that_wants_other_settings_is_refused_while_there_are_others()
    {
        await using var root = new ServicesRoot();
        await using var first = await root.AcquireAsync(ServicesRoot.Long);
        var onDisk = root.Options(ServicesRoot.Long) with { InMemory = false };

        var refused = await Assert.ThrowsAsync<LocalServicesException>(
            () => LocalServices.AcquireAsync(onDisk, null, Cancellation));

        Assert.Contains("already runs for 1 other client(s)", refused.Message, StringComparison.Ordinal);
        Assert.Contains("in memory", refused.Message, StringComparison.Ordinal);
        Assert.Contains("on disk", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, await root.ClientsAsync());
    }

    [Fact]
    public async Task A_client_that_wants_other_settings_replaces_services_that_nobody_uses()
    {
        await using var root = new ServicesRoot();
        await (await root.AcquireAsync(ServicesRoot.Long)).DisposeAsync();
        var before = root.Endpoints;

        await using var second = await LocalServices.AcquireAsync(
            root.Options(ServicesRoot.Long) with { TestAccounts = 3 }, null, Cancellation);

        Assert.Null(before.Keeper.Find());
        Assert.Equal("t0000", second.LeaseTestAccount());
    }

    [Fact]
    public async Task A_test_account_is_never_handed_out_twice()
    {
        await using var root = new ServicesRoot();
        var options = root.Options(ServicesRoot.Long) with { TestAccounts = 40 };
        await using var first = await LocalServices.AcquireAsync(options, null, Cancellation);
        await using var second = await LocalServices.AcquireAsync(options, null, Cancellation);

        var leases = await Task.WhenAll(Enumerable.Range(0, 40)
            .Select(n => Task.Run(() => (n % 2 == 0 ? first : second).LeaseTestAccount(), Cancellation)));

        Assert.Equal(40, leases.Distinct().Count());
        var exhausted = Assert.Throws<LocalServicesException>(first.LeaseTestAccount);
        Assert.Contains("All 40 test accounts", exhausted.Message, StringComparison.Ordinal);
    }
}
