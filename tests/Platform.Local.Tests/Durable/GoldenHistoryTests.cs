using Platform.Benchmarks.Kill;
using Platform.TestKit.Durable;

namespace Platform.Local.Tests.Durable;

/// <summary>
/// The toy orchestrations of the kill program against histories that were recorded once. To record what is missing:
/// <c>dotnet run --project tests/Platform.Local.Tests -- -explicit only -class
/// Platform.Local.Tests.Durable.GoldenHistoryTests</c>.
/// </summary>
public sealed class GoldenHistoryTests
{
    private static readonly RecordedHistories Histories = RecordedHistories.Beside();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Files => new(Histories.Files);

    [Theory]
    [MemberData(nameof(Files))]
    public async Task An_instance_in_flight_goes_on_with_today_s_code(string file)
    {
        await using var host = await ToysAsync();

        Assert.Null(Histories.Check(host.NewEngine(), file));
    }

    [Fact]
    public void Each_toy_has_a_recorded_history() =>
        Assert.Equal(["Toy", "ToyChild", "ToyFlakyChild", "ToyRounds"], Histories.Orchestrators.Order());

    [Fact]
    public async Task An_orchestrator_that_changed_is_told_to_become_another_version()
    {
        await using var host = (await DurableHost.NewAsync())
            .WithOrchestrator("ToyChild", context => context.CallActivityAsync<string>("SomethingElse"));

        var difference = Histories.Check(host.NewEngine(), "ToyChild.ended.json");

        Assert.Contains("turn 1", difference, StringComparison.Ordinal);
        Assert.Contains("'Effect'", difference, StringComparison.Ordinal);
        Assert.Contains("'SomethingElse'", difference, StringComparison.Ordinal);
        Assert.Contains("make a _v2 beside it", difference, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_orchestrator_that_can_not_read_a_recorded_result_is_found_out()
    {
        await using var host = (await DurableHost.NewAsync()).WithOrchestrator("ToyChild", async context =>
        {
            var nonce = await context.CallActivityAsync<int>("Effect", $"{context.InstanceId}/0");
            await context.CreateTimer(TimeSpan.FromMilliseconds(5), CancellationToken.None);
            return nonce;
        });

        var difference = Histories.Check(host.NewEngine(), "ToyChild.ended.json");

        Assert.Contains("JsonException", difference, StringComparison.Ordinal);
        Assert.Contains("make a _v2 beside it", difference, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_orchestrator_that_ends_in_another_way_is_found_out()
    {
        await using var host = (await DurableHost.NewAsync()).WithOrchestrator("ToyRounds", async context =>
        {
            var tick = await context.WaitForExternalEvent<int>("tick");
            await context.CallActivityAsync<string>("Effect", $"{context.InstanceId}/{tick}");
            context.ContinueAsNew();
            return 0;
        });

        var difference = Histories.Check(host.NewEngine(), "ToyRounds.last-round.json");

        Assert.Contains("expects to end as Completed, but the replay did: continue as new", difference, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_history_that_the_engine_wrote_before_it_knew_executions_still_replays()
    {
        const string history = """
            {"instanceId":"old","turns":[
              {"at":"2026-01-01T00:00:00Z",
               "messages":[{"kind":"started","name":"Old","input":"x","createdAt":"2026-01-01T00:00:00+00:00"}],
               "outcome":{"actions":[{"kind":"callActivity","id":0,"name":"Echo","input":"x"}]}},
              {"at":"2026-01-01T00:00:01Z",
               "messages":[{"kind":"activityCompleted","id":0,"result":"x"}],
               "outcome":{"actions":[{"kind":"createTimer","id":1,"fireAt":"2026-01-01T00:01:01Z"}]}}]}
            """;
        await using var host = (await DurableHost.NewAsync()).WithOrchestrator("Old", async context =>
        {
            await context.CallActivityAsync<string>("Echo", context.GetInput<string>());
            await context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
            return 0;
        });

        Assert.Null(host.NewEngine().CheckHistory(history));
    }

    [Fact]
    public async Task A_removed_orchestrator_is_found_out()
    {
        await using var host = await DurableHost.NewAsync();

        var difference = Histories.Check(host.NewEngine(), "ToyChild.ended.json");

        Assert.Contains("no orchestrator 'ToyChild' any more", difference, StringComparison.Ordinal);
    }

    [Fact(Explicit = true)]
    public async Task Record_the_toys()
    {
        await using var host = await (await ToysAsync()).StartAsync();
        await host.ScheduleAsync(ToyOrchestration.Name, "toy", id: "toy");
        await host.Client.RaiseEventAsync("toy", ToyOrchestration.Event, "e1", Cancellation);
        await host.Client.SuspendInstanceAsync("toy", "a while", Cancellation);
        await host.Client.RaiseEventAsync("toy", ToyOrchestration.Event, "e2", Cancellation);
        await host.Client.ResumeInstanceAsync("toy", "enough", Cancellation);
        await host.EndOfAsync("toy-r");
        await Histories.RecordAsync(host.Engine, "toy", "Toy.in-flight", Cancellation);
        await host.Client.RaiseEventAsync("toy", ToyOrchestration.Close, "now", Cancellation);
        await host.EndOfAsync("toy");
        await Histories.RecordAsync(host.Engine, "toy", "Toy.ended", Cancellation);
        await Histories.RecordAsync(host.Engine, "toy-c0", "ToyChild.ended", Cancellation);
        await Histories.RecordAsync(host.Engine, "toy-r", "ToyRounds.last-round", Cancellation);
        await Histories.RecordAsync(host.Engine, "toy-f", "ToyFlakyChild.ended", Cancellation);
    }

    private static async Task<DurableHost> ToysAsync()
    {
        var host = await DurableHost.NewAsync();
        host.Work = ToyOrchestration.Work(static (_, _) => { });
        return host;
    }
}
