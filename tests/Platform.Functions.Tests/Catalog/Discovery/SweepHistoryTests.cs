using Microsoft.Extensions.DependencyInjection;
using Platform.Functions.Catalog.Discovery;
using Platform.Local.Runtime.Durable;
using Platform.TestKit.Catalog.Discovery;
using Platform.TestKit.Durable;
using Platform.TestKit.Hosting;

namespace Platform.Functions.Tests.Catalog.Discovery;

/// <summary>
/// Today's orchestrator against histories that were recorded once; <see cref="Scaffolding.GoldenHistoryTests"/> says what to do
/// about a failure. To record another way through it: the same command with this class's name.
/// </summary>
public sealed class SweepHistoryTests(PlatformHostFixture fixture) : IClassFixture<PlatformHostFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static RecordedHistories Histories { get; } = RecordedHistories.Beside();

    public static TheoryData<string> Files => new(Histories.Files);

    [Theory]
    [MemberData(nameof(Files))]
    public void A_sweep_in_flight_goes_on_with_today_s_code(string file) =>
        Assert.Null(Histories.Check(EngineOf(fixture.Host), file));

    [Fact(Explicit = true)]
    public async Task Record_sweeps()
    {
        await using var world = await DiscoveryWorld.StartAsync(settles: true, limits: new() { ChunkSize = 1, Chunks = 2 });
        for (var i = 0; i < 4; i++)
        {
            await world.Organization.CreateAsync($"r{i}", ("catalog-info.yaml", DiscoveryWorld.Component($"r{i}")));
        }

        await RecordAsync(world, "new");
        await RecordAsync(world, "proof");
        await RecordAsync(world, "quiet");
        await world.Organization.FaultAsync("server-error", "/orgs/{org}/repos", times: 99);
        await RecordAsync(world, "incomplete");
    }

    private static async Task RecordAsync(DiscoveryWorld world, string name)
    {
        var id = await world.Client.StartSweepAsync(Cancel);
        await world.Client.EndOfSweepAsync(id, Cancel);
        await Histories.RecordAsync(EngineOf(world.Host), id, $"{DiscoveryNames.Orchestrator}.{name}", Cancel);
    }

    private static DurableEngine EngineOf(PlatformHost host) => host.Services.GetRequiredService<DurableEngine>();
}
