using Microsoft.Extensions.DependencyInjection;
using Platform.Functions.Drift.Sweeps;
using Platform.Local.Runtime.Durable;
using Platform.TestKit.Catalog.Discovery;
using Platform.TestKit.Durable;
using Platform.TestKit.Hosting;

namespace Platform.Functions.Tests.Drift.Sweeps;

/// <summary>
/// Today's orchestrator against histories that were recorded once; <see cref="Scaffolding.GoldenHistoryTests"/> says what to do
/// about a failure. To record another way through it: the same command with this class's name.
/// </summary>
public sealed class DriftSweepHistoryTests(PlatformHostFixture fixture) : IClassFixture<PlatformHostFixture>
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
        await using var world = await DriftHost.StartAsync(limits: new() { ChunkSize = 1, Chunks = 2, JudgedTogether = 2 });
        for (var i = 0; i < 3; i++)
        {
            await world.Organization.CreateAsync($"r{i}", (DriftHost.Descriptor, DriftHost.Component($"r{i}")));
        }

        await RecordAsync(world, "cold", new { slow = true });
        await RecordAsync(world, "quiet", new { });
        await world.Organization.FaultAsync("server-error", "/orgs/{org}/repos", times: 99);
        await RecordAsync(world, "incomplete", new { });
    }

    private static async Task RecordAsync(DriftHost world, string name, object scope)
    {
        var id = await world.Host.Client.StartSweepAsync(Cancel, scope, "drift");
        await world.Host.Client.ResultOfSweepAsync(id, Cancel, "drift");
        await Histories.RecordAsync(EngineOf(world.Host), id, $"{DriftSweepNames.Orchestrator}.{name}", Cancel);
    }

    private static DurableEngine EngineOf(PlatformHost host) => host.Services.GetRequiredService<DurableEngine>();
}
