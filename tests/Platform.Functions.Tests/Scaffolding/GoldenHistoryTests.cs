using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Platform.Functions.Scaffolding;
using Platform.Functions.Tests.Catalog.Discovery;
using Platform.Functions.Tests.Catalog.People;
using Platform.Functions.Tests.Drift.Sweeps;
using Platform.Functions.Tests.Metrics.Senders;
using Platform.Functions.Tests.Scaffolding.Promotion;
using Platform.Local.Runtime.Durable;
using Platform.TestKit.Durable;

namespace Platform.Functions.Tests.Scaffolding;

/// <summary>
/// Today's orchestrators against histories that were recorded once: a deployment must not break instances in flight. A test
/// that fails here says what changed; the mend is a new version beside the old one, never a new recording. To record another
/// way through an orchestrator: <c>dotnet run --project tests/Platform.Functions.Tests -- -explicit only -class
/// Platform.Functions.Tests.Scaffolding.GoldenHistoryTests</c>; what is recorded already stays.
/// </summary>
public sealed class GoldenHistoryTests(ScaffoldFixture fixture) : IClassFixture<ScaffoldFixture>
{
    private static readonly RecordedHistories Histories = RecordedHistories.Beside();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Files => new(Histories.Files);

    private DurableEngine Engine => fixture.Host.Services.GetRequiredService<DurableEngine>();

    [Theory]
    [MemberData(nameof(Files))]
    public void An_instance_in_flight_goes_on_with_today_s_code(string file) => Assert.Null(Histories.Check(Engine, file));

    [Fact]
    public void Each_orchestrator_has_a_recorded_history()
    {
        var orchestrators = typeof(PlatformApp).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .Where(method => method.GetParameters().Any(
                parameter => parameter.GetCustomAttribute<OrchestrationTriggerAttribute>() is not null))
            .Select(method => method.GetCustomAttribute<FunctionAttribute>()!.Name);

        Assert.Empty(orchestrators.Except(Histories.Orchestrators).Except(SweepHistoryTests.Histories.Orchestrators)
            .Except(PeopleHistoryTests.Histories.Orchestrators)
            .Except(PromotionHistoryTests.Histories.Orchestrators)
            .Except(BackfillHistoryTests.Histories.Orchestrators)
            .Except(DriftSweepHistoryTests.Histories.Orchestrators));
    }

    [Fact(Explicit = true)]
    public async Task Record_scaffolds()
    {
        foreach (var template in (string[])["plain", "green", "red", "slow"])
        {
            await RecordAsync(template, keepOnFailure: false, $"{ScaffoldNames.Orchestrator}.{template}");

            // Since steps begin in the activity that prepares them.
            await RecordAsync(template, keepOnFailure: false, $"{ScaffoldNames.Orchestrator}.{template}-begun");
        }

        await RecordAsync("red", keepOnFailure: true, $"{ScaffoldNames.Orchestrator}.red-kept");
    }

    private async Task RecordAsync(string template, bool keepOnFailure, string name)
    {
        var values = fixture.Values(fixture.NewName());
        var task = await fixture.Scaffolder.CreateAsync(template, values, Cancel, keepOnFailure: keepOnFailure);
        var client = fixture.Host.Services.GetRequiredService<DurableTaskClient>();
        await client.WaitForInstanceCompletionAsync(task.Value, Cancel);
        await Histories.RecordAsync(Engine, task.Value, name, Cancel);
    }
}
