using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Platform.Core.Catalog;
using Platform.Core.Scaffolding.Library.Promotion;
using Platform.Core.Scaffolding.Tasks;
using Platform.Functions.Scaffolding;
using Platform.Local.Runtime.Durable;
using Platform.TestKit.Durable;

namespace Platform.Functions.Tests.Scaffolding.Promotion;

/// <summary>
/// Today's orchestrator against histories that were recorded once; <see cref="GoldenHistoryTests"/> says what to do about a
/// failure. To record another way through it: the same command with this class's name.
/// </summary>
public sealed class PromotionHistoryTests(PromotionFixture fixture) : IClassFixture<PromotionFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static RecordedHistories Histories { get; } = RecordedHistories.Beside();

    public static TheoryData<string> Files => new(Histories.Files);

    private DurableEngine Engine => fixture.Host.Services.GetRequiredService<DurableEngine>();

    [Theory]
    [MemberData(nameof(Files))]
    public void A_promotion_in_flight_goes_on_with_today_s_code(string file) => Assert.Null(Histories.Check(Engine, file));

    [Fact(Explicit = true)]
    public async Task Record_promotions()
    {
        await RecordAsync("green", fixture.Canaries, "canary");
        await RecordAsync("green", null, "tests-only");
        await RecordAsync("slow", fixture.Canaries, "without-tests");
    }

    private async Task RecordAsync(string template, string? organization, string name)
    {
        var library = fixture.Host.Services.GetRequiredService<ITemplateLibrary>();
        var reference = EntityRef.Create("template", "default", template);
        var found = await library.FindAsync(reference, Core.Scaffolding.Library.TemplateSelection.Staging, Cancel);
        var client = fixture.Host.Services.GetRequiredService<DurableTaskClient>();
        var call = new PromotionCall(
            $"recording-{name}", reference, found.Value!.Version!.ContentHash, "test", PromotionCall.Promotion, organization);
        var id = await client.ScheduleNewOrchestrationInstanceAsync(ScaffoldNames.PromotionOrchestrator, call, Cancel);
        await client.WaitForInstanceCompletionAsync(id, Cancel);
        await Histories.RecordAsync(Engine, id, $"{ScaffoldNames.PromotionOrchestrator}.{name}", Cancel);
    }
}
