using System.Text.Json.Nodes;
using Platform.TestKit.Forge;
using Platform.TestKit.Services;

namespace Platform.Adapters.Tests.GitHub.Publishing;

/// <summary>Many faults at once: replicas that always lag, and faults drawn by a seed.</summary>
public sealed class ChaosTests(ForgeFixture forge) : IClassFixture<ForgeFixture>, IDisposable
{
    private readonly ForgeJournal _journal = new(forge);

    public void Dispose() => _journal.Dispose();

    [Fact]
    public async Task A_repository_is_published_once_while_every_read_lags_behind_every_write()
    {
        var met = 0;
        await Parallel.ForEachAsync([300, 1500, 4000], async (milliseconds, _) =>
        {
            using var driver = new PublishDriver(forge, await _journal.NewOrganizationAsync());
            var organization = driver.Request.Repository.Owner;
            await _journal.PostAsync("_forge/faults", new JsonObject
            {
                ["fault"] = "stale",
                ["org"] = organization,
                ["method"] = "GET",
                ["times"] = 1_000_000,
                ["delayMilliseconds"] = milliseconds,
            });

            var problem = await driver.PublishEverythingAsync();

            Assert.True(problem is null, $"{milliseconds} ms: {problem}");
            Interlocked.Add(ref met, (await _journal.FaultedAsync(organization, "stale")).Count);
            await _journal.ForgetAsync(organization);
            await PublishedOnce.AssertAsync(driver, _journal);
        });
        Assert.InRange(met, 1, 1000);
    }

    [Fact]
    public async Task A_repository_is_published_once_through_any_chaos()
    {
        var met = 0;
        await Parallel.ForAsync(1, 9, async (seed, _) =>
        {
            using var driver = new PublishDriver(forge, await _journal.NewOrganizationAsync(), callTimeoutSeconds: 2);
            var organization = driver.Request.Repository.Owner;
            await _journal.PostAsync("_forge/chaos", new JsonObject
            {
                ["org"] = organization,
                ["seed"] = seed,
                ["rate"] = 0.25,
                ["faults"] = new JsonArray([.. ForgeFault.Passing.Append(new("stale")).Select(fault => fault.Entry())]),
            });

            var problem = await driver.PublishEverythingAsync();

            Assert.True(problem is null, $"seed {seed}: {problem}");
            Interlocked.Add(ref met, await _journal.CountFaultsAsync(organization));
            await _journal.ForgetAsync(organization);
            await PublishedOnce.AssertAsync(driver, _journal);
        });
        Assert.InRange(met, 20, 1000);
    }
}
