using System.Diagnostics;
using Platform.TestKit.Backstage;
using Platform.TestKit.Catalog;
using Platform.TestKit.Hosting;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Cli.Catalog;

/// <summary>An import that is killed in the middle and run again comes to what it would have come to.</summary>
public sealed class ImportKillTests : IAsyncLifetime
{
    private const int Entities = 900;

    private PlatformHost _host = null!;
    private BackstageDouble _backstage = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await PlatformHost.StartAsync();
        _backstage = await BackstageDouble.StartAsync();
        for (var i = 0; i < Entities; i++)
        {
            _backstage.Entities.AddText(new EntityBuilder().Named($"c{i:d4}").Text(), "url:https://gitlab.com/a/b");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _backstage.DisposeAsync();
    }

    [Fact]
    public async Task Killed_after_the_first_batch_it_goes_on_where_it_was()
    {
        var world = new BringWorld(_host);
        using (var process = Start(world.Environment, _backstage.Url))
        {
            await Eventually.HoldsAsync(async () => (await world.EntitiesAsync()).Count > 0, Cancel, "the first batch is in");
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(Cancel);
        }

        var again = await world.ImportAsync(_backstage.Url, "--json");

        Assert.Equal(0, again.Status);
        Assert.Equal(Entities, BringWorld.Outcomes(again).Count(outcome => outcome.Value == "identical"));
        Assert.Equal(Entities, (await world.EntitiesAsync()).Count);
        Assert.InRange(BringWorld.Written(again), 0, Entities - 1);
        Assert.Equal(0, BringWorld.Written(await world.ImportAsync(_backstage.Url, "--json")));
    }

    private static Process Start(Dictionary<string, string> environment, string backstage)
    {
        var start = new ProcessStartInfo(
            "dotnet", [typeof(PlatformApp).Assembly.Location, "catalog", "import", "--backstage", backstage])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
