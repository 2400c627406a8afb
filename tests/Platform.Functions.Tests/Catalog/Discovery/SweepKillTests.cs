using Platform.TestKit.Catalog.Discovery;
using Platform.TestKit.Hosting;

namespace Platform.Functions.Tests.Catalog.Discovery;

/// <summary>A process that is killed in the middle of a sweep.</summary>
public sealed class SweepKillTests
{
    private const int Repositories = 90;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sweep_whose_host_is_killed_goes_on_and_ends_with_what_the_repositories_say()
    {
        await using var host = await HostProcess.StartAsync(Cancel);
        using var organization = await OrganizationDriver.OpenAsync(host.Organization);
        for (var i = 0; i < Repositories; i++)
        {
            await organization.CreateAsync($"r{i}", ("catalog-info.yaml", DiscoveryWorld.Component($"r{i}")));
        }

        var id = await host.Client.StartSweepAsync(Cancel);
        for (var kill = 0; kill < 3; kill++)
        {
            // At another place each time: how far the sweep has come is seen by what it has asked for.
            var wanted = (await organization.SequenceAsync()) + 12;
            await TestKit.Services.Eventually.HoldsAsync(
                async () => await organization.SequenceAsync() >= wanted || await HasEndedAsync(host, id), Cancel);
            host.Kill();
            host.Launch();
            await host.WaitUntilReadyAsync(Cancel);
        }

        var report = await host.Client.EndOfSweepAsync(id, Cancel);

        Assert.Equal((true, Repositories), ((bool)report["complete"]!, (int)report["repositories"]!));
        for (var i = 0; i < Repositories; i++)
        {
            Assert.NotNull(await host.Client.ComponentAsync($"r{i}", Cancel));
        }

        var proof = await host.Client.SweepAsync(Cancel);
        Assert.Equal((0, 0), ((int)proof["found"]!["stored"]!, (int)proof["found"]!["failed"]!));
    }

    private static async Task<bool> HasEndedAsync(HostProcess host, string id)
    {
        using var answer = await host.Client.GetAsync($"catalog/sweeps/{id}", Cancel);
        return (await answer.Content.ReadAsStringAsync(Cancel)).Contains("\"completed\"");
    }
}
