using Microsoft.Extensions.DependencyInjection;
using Platform.Functions.Catalog.People;
using Platform.Local.Runtime.Durable;
using Platform.TestKit.Durable;
using Platform.TestKit.Hosting;
using Platform.TestKit.People;

namespace Platform.Functions.Tests.Catalog.People;

/// <summary>
/// Today's orchestrator against histories that were recorded once; <see cref="Scaffolding.GoldenHistoryTests"/> says what to do
/// about a failure. To record another way through it: the same command with this class's name.
/// </summary>
public sealed class PeopleHistoryTests(PlatformHostFixture fixture) : IClassFixture<PlatformHostFixture>
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
        await using var world = await PeopleWorld.StartAsync();
        await world.PutAsync(OrganizationPlan.Of("gh", users: 3, groups: 2), Cancel);
        world.Graph.Tenant.Put(OrganizationPlan.Of("ms", users: 3, groups: 2));
        await RecordAsync(world, "new");
        world.Graph.Add(new("users/delta", 503) { Times = 4 });
        await RecordAsync(world, "again");
        world.Graph.Add(new("users/delta", 429, RetryAfter: 3600) { Times = 1000 });
        await RecordAsync(world, "incomplete");
    }

    private static async Task RecordAsync(PeopleWorld world, string name)
    {
        await world.SweepAsync(Cancel);
        await Histories.RecordAsync(
            EngineOf(world.Host), PeopleHandler.Instance, $"{PeopleFunctionNames.Orchestrator}.{name}", Cancel);
    }

    private static DurableEngine EngineOf(PlatformHost host) => host.Services.GetRequiredService<DurableEngine>();
}
