using Azure.Core;
using Microsoft.DurableTask;
using Platform.TestKit.Services;

namespace Platform.Local.Tests.Durable;

/// <summary>
/// Crashes at each commit of an orchestration of everything in turn, before the commit and right behind it: what was said
/// between instances is heard once, results don't change, nothing stays behind.
/// </summary>
public sealed class CrashPointTests
{
    private const int Commits = 16;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<int, bool> Points =>
        new(Enumerable.Range(1, Commits).SelectMany(n => new[] { (n, false), (n, true) }));

    [Theory]
    [MemberData(nameof(Points))]
    public async Task Whatever_the_moment_of_a_crash_everything_is_said_and_heard_once(int commits, bool afterwards)
    {
        var gate = new CommitGate(commits, afterwards);
        var armed = true;
        await using var host = await HostAsync();
        host.ConfigureClients = client =>
        {
            if (armed)
            {
                client.AddPolicy(gate, HttpPipelinePosition.PerCall);
            }
        };
        await host.StartAsync();
        var run = RunAsync(host);
        await Task.WhenAny(gate.Reached, run);

        armed = false;
        await host.CrashAndRestartAsync();
        await IgnoreAsync(run);
        await RunAsync(host);

        var end = await host.EndOfAsync("main");
        Assert.Equal("a1 b2|heard: x,y,z|rounds: 3", end.ReadOutputAs<string>());
        await host.EndOfAsync("left-alone");
        await Eventually.HoldsAsync(async () => await RowsAsync(host) == 1 + (2 * 6), Cancellation);
    }

    // Starts again what a crash has kept from being acknowledged, as a client does.
    private static async Task RunAsync(DurableHost host)
    {
        foreach (var (name, id) in (IEnumerable<(string, string)>)[("Listen", "listener"), ("Main", "main")])
        {
            if (await host.Client.GetInstanceAsync(id, Cancellation) is null)
            {
                await host.ScheduleAsync(name, id: id);
            }
        }

        await host.EndOfAsync("main");
    }

    private static async Task IgnoreAsync(Task run)
    {
        try
        {
            await run;
        }
        catch (Exception stopped) when (stopped is InvalidOperationException or OperationCanceledException)
        {
            // The engine has stopped, at rest or in the middle of a commit.
        }
    }

    private static async Task<int> RowsAsync(DurableHost host) => await host.Storage.Tables.GetTableClient("TestHubJournal")
        .QueryAsync<Azure.Data.Tables.TableEntity>(cancellationToken: Cancellation).CountAsync(Cancellation);

    private static async Task<DurableHost> HostAsync()
    {
        return (await DurableHost.NewAsync())
            .WithActivity<string, string>("Echo", text => text)
            .WithOrchestrator("Child", async context =>
                await context.CallActivityAsync<string>("Echo", context.GetInput<string>()))
            .WithOrchestrator("Rounds", async context =>
            {
                var round = context.GetInput<int>();
                await context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
                if (round < 3)
                {
                    context.ContinueAsNew(round + 1);
                }

                return round;
            })
            .WithOrchestrator("Listen", async context =>
            {
                var heard = new List<string>();
                while (heard.Count < 3)
                {
                    heard.Add(await context.WaitForExternalEvent<string>("word"));
                }

                context.SendEvent("main", "heard", string.Join(',', heard));
                return heard;
            })
            .WithOrchestrator("Main", async context =>
            {
                context.SendEvent("listener", "word", "x");
                var first = context.CallSubOrchestratorAsync<string>("Child", "a1", Named("c1"));
                var second = context.CallSubOrchestratorAsync<string>("Child", "b2", Named("c2"));
                await Task.WhenAll(first, second);
                context.SendEvent("listener", "word", "y");
                context.SendEvent("listener", "word", "z");
                var heard = await context.WaitForExternalEvent<string>("heard");
                var rounds = await context.CallSubOrchestratorAsync<int>("Rounds", 1, Named("rounds"));
                _ = context.CallSubOrchestratorAsync("Child", "c", Named("left-alone"));
                return $"{await first} {await second}|heard: {heard}|rounds: {rounds}";
            });
    }

    private static SubOrchestrationOptions Named(string id) => new(instanceId: id);
}
