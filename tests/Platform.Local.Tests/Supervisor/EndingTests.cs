using Platform.TestKit.Services;

namespace Platform.Local.Tests.Supervisor;

public sealed class EndingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_the_last_client_is_gone_no_process_port_or_lock_is_left()
    {
        await using var root = new ServicesRoot();
        await using var killed = await OtherProcess.StartAsync(root.Options(ServicesRoot.Short));
        var leaving = await root.AcquireAsync(ServicesRoot.Short);
        var (endpoints, child) = (root.Endpoints, root.Child);

        await killed.KillAsync();
        await leaving.DisposeAsync();

        await Eventually.HoldsAsync(() => ServicesRoot.KeeperIsGone(root.Azurite), Cancellation);
        await Eventually.HoldsAsync(() => endpoints.Keeper.Find() is null, Cancellation);
        Assert.Null(child.Find());
        foreach (var url in endpoints.Urls.Values)
        {
            Assert.False(await ServicesRoot.ListensAsync(url));
        }

        Assert.Empty(Directory.EnumerateFiles(root.Azurite.Clients));
        Assert.False(File.Exists(root.Azurite.Endpoints));
        Assert.False(File.Exists(root.Azurite.Child));
    }

    [Fact]
    public async Task Services_do_not_stop_while_a_client_is_there()
    {
        await using var root = new ServicesRoot();
        await using var staying = await root.AcquireAsync(ServicesRoot.Short);
        var instance = root.Endpoints.Instance;

        for (var visit = 0; visit < 3; visit++)
        {
            await (await root.AcquireAsync(ServicesRoot.Short)).DisposeAsync();
            await Task.Delay(ServicesRoot.Short * 3, Cancellation);
        }

        Assert.Equal(instance, root.Endpoints.Instance);
        Assert.NotNull(root.Child.Find());
    }

    [Fact]
    public async Task The_keeper_is_in_a_session_of_its_own()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Reads /proc.");
        await using var root = new ServicesRoot();
        await using var services = await root.AcquireAsync(ServicesRoot.Long);

        var keeper = root.Endpoints.Keeper.Id;

        // pid (name) state parent group session ...
        var stat = await File.ReadAllTextAsync($"/proc/{keeper}/stat", Cancellation);
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        Assert.Equal($"{keeper}", fields[2]);
        Assert.Equal($"{keeper}", fields[3]);
    }

    [Fact]
    public async Task The_keeper_does_not_run_from_the_build_output()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Reads /proc.");
        await using var root = new ServicesRoot();
        await using var services = await root.AcquireAsync(ServicesRoot.Long);

        var maps = await File.ReadAllTextAsync($"/proc/{root.Endpoints.Keeper.Id}/maps", Cancellation);

        Assert.DoesNotContain(AppContext.BaseDirectory, maps, StringComparison.Ordinal);
        Assert.Contains("/tools/Platform.Local.Runtime-", maps, StringComparison.Ordinal);
    }
}
