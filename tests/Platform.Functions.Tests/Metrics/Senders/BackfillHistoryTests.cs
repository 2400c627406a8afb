using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Platform.Functions.Metrics.Backfill;
using Platform.Local.Runtime.Durable;
using Platform.TestKit.Durable;
using Platform.TestKit.Hosting;

namespace Platform.Functions.Tests.Metrics.Senders;

/// <summary>
/// Today's orchestrator against histories that were recorded once; <see cref="Scaffolding.GoldenHistoryTests"/> says what to do
/// about a failure. To record another way through it: the same command with this class's name.
/// </summary>
public sealed class BackfillHistoryTests(PlatformHostFixture fixture) : IClassFixture<PlatformHostFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static RecordedHistories Histories { get; } = RecordedHistories.Beside();

    public static TheoryData<string> Files => new(Histories.Files);

    private DurableEngine Engine => fixture.Host.Services.GetRequiredService<DurableEngine>();

    [Theory]
    [MemberData(nameof(Files))]
    public void A_backfill_in_flight_goes_on_with_today_s_code(string file) => Assert.Null(Histories.Check(Engine, file));

    [Fact(Explicit = true)]
    public async Task Record_backfills()
    {
        using var forge = await ForgeDriver.OfAsync(fixture.Host);
        await forge.CreateRepositoryAsync("past");
        await forge.MergeChangeAsync("past", "feature", "a.txt", "text");
        await forge.DeployAsync("past");

        await RecordAsync("past", "told");
        await RecordAsync("nowhere", "gone");
    }

    private async Task RecordAsync(string repository, string name)
    {
        var started = await fixture.Host.Client.PostAsJsonAsync(
            "metrics/backfills",
            new { repository = $"{fixture.Host.Organization}/{repository}", since = "2020-01-01T00:00:00Z" }, Cancel);
        var id = (string)(await started.Content.ReadFromJsonAsync<JsonNode>(Cancel))!["id"]!;
        var client = fixture.Host.Services.GetRequiredService<DurableTaskClient>();
        await client.WaitForInstanceCompletionAsync(InstanceOf(id), Cancel);
        await Histories.RecordAsync(Engine, InstanceOf(id), $"{BackfillNames.Orchestrator}.{name}", Cancel);
    }

    private static string InstanceOf(string id) => $"metrics-backfill-{id}";
}
