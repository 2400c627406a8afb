using Platform.TestKit.Catalog.Discovery;
using Platform.TestKit.Hosting;
using Platform.TestKit.Services;

namespace Platform.Functions.Tests.Drift.Sweeps;

/// <summary>A process that is killed in the middle of a sweep for drift.</summary>
public sealed class DriftKillTests
{
    private const int Repositories = 90;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sweep_whose_host_is_killed_goes_on_and_finds_what_an_undisturbed_one_finds()
    {
        await using var host = await HostProcess.StartAsync(Cancel);
        using var organization = await OrganizationDriver.OpenAsync(host.Organization);
        for (var i = 0; i < Repositories; i++)
        {
            await organization.CreateAsync($"r{i}", ("README.md", $"# {i}"));
        }

        var id = await host.Client.StartSweepAsync(Cancel, null, "drift");
        for (var kill = 0; kill < 3; kill++)
        {
            // At another place each time: how far the sweep has come is seen by what it has asked for.
            var wanted = (await organization.SequenceAsync()) + 12;
            await Eventually.HoldsAsync(
                async () => await organization.SequenceAsync() >= wanted || await HasEndedAsync(host, id), Cancel);
            host.Kill();
            host.Launch();
            await host.WaitUntilReadyAsync(Cancel);
        }

        var result = await host.Client.ResultOfSweepAsync(id, Cancel, "drift");
        var proof = await host.Client.SweepForDriftAsync(Cancel);

        Assert.Equal(Repositories, (int)result["reports"]![0]!["repositories"]!);
        foreach (var figure in new[] { "subjects", "results", "failed" })
        {
            Assert.Equal((int)result["judged"]![figure]!, (int)proof["judged"]![figure]!);
        }

        Assert.Equal((0, 0), ((int)proof["judged"]!["opened"]!, (int)proof["judged"]!["fixed"]!));
    }

    private static async Task<bool> HasEndedAsync(HostProcess host, string id)
    {
        using var answer = await host.Client.GetAsync($"drift/sweeps/{id}", Cancel);
        return (await answer.Content.ReadAsStringAsync(Cancel)).Contains("\"completed\"");
    }
}
