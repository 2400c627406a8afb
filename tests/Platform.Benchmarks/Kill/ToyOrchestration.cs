using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.DurableTask;
using Platform.Local.Runtime.Durable;

namespace Platform.Benchmarks.Kill;

/// <summary>
/// Fan-out, durable timers, external events (also early ones), retries by policy and by handler; sub-orchestrations, of which
/// one continues as new and hears events from its parent, and one fails first. In between activities write down the earlier
/// results they were given: they must see the same ones, however often the host was killed.
/// </summary>
internal static class ToyOrchestration
{
    public const string Name = "Toy";
    public const string Event = "go";
    public const string Close = "close";
    public const int FanOut = 4;
    public const int Children = 2;
    public const int Ticks = 5;

    /// <summary>With its sub-orchestrations.</summary>
    public const int Instances = 1 + Children + 2;

    /// <param name="log">Writes down what an activity did: key and nonce.</param>
    public static DurableWork Work(Action<string, string> log)
    {
        var seen = new ConcurrentDictionary<string, bool>();
        var work = new DurableWork();
        work.AddOrchestrator(Name, async context => await RunAsync(context));
        work.AddOrchestrator("ToyChild", async context => await RunChildAsync(context));
        work.AddOrchestrator("ToyRounds", async context => await RunRoundAsync(context));
        work.AddOrchestrator("ToyFlakyChild", async context =>
            await context.CallActivityAsync<string>("Flaky", $"{context.InstanceId}/flaky"));
        work.AddActivity("Effect", call => Task.FromResult<object?>(Do(log, Input(call))));
        work.AddActivity("Flaky", call => Task.FromResult<object?>(seen.TryAdd(Input(call), true)
            ? throw new InvalidOperationException("The first attempt in a process fails.")
            : Do(log, Input(call))));
        work.AddActivity("Check", call =>
        {
            var words = Input(call).Split('=');
            log(words[0], words[1]);
            return Task.FromResult<object?>(words[1]);
        });
        return work;
    }

    private static async Task<ToyResult> RunAsync(TaskOrchestrationContext context)
    {
        var id = context.GetInput<string>()!;
        var effects = Enumerable.Range(0, FanOut).Select(i => context.CallActivityAsync<string>("Effect", $"{id}/{i}"));
        var nonces = await Task.WhenAll(effects);
        context.SetCustomStatus(nonces);
        var first = await context.CallActivityAsync<string>("Check", $"{id}/check={string.Join(',', nonces)}");
        await context.CreateTimer(TimeSpan.FromMilliseconds(20), CancellationToken.None);

        var rounds = CallRounds(context, id);
        var calls = Enumerable.Range(0, Children).Select(i =>
            context.CallSubOrchestratorAsync<string>("ToyChild", new SubOrchestrationOptions(instanceId: $"{id}-c{i}")));
        var children = await Task.WhenAll(calls);
        await context.CallActivityAsync<string>("Check", $"{id}/children={string.Join(',', children)}");

        var events = await CollectAsync(context);
        var retry = TaskOptions.FromRetryPolicy(new RetryPolicy(1000, TimeSpan.FromMilliseconds(5)));
        var flaky = await context.CallActivityAsync<string>("Flaky", $"{id}/flaky", retry);
        var flakyChild = await context.CallSubOrchestratorAsync<string>(
            "ToyFlakyChild", TaskOptions.FromRetryHandler(tried => tried.LastAttemptNumber < 1000).WithInstanceId($"{id}-f"));
        var second = await context.CallActivityAsync<string>("Check", $"{id}/check={string.Join(',', nonces)}");
        await context.CallActivityAsync<string>("Check", $"{id}/children={string.Join(',', children)}");
        return new(nonces, events, flaky, [first, second], children, await rounds, flakyChild);
    }

    // The ticks are sent before the one who hears them has begun.
    private static Task<ToyRounds> CallRounds(TaskOrchestrationContext context, string id)
    {
        var rounds = context.CallSubOrchestratorAsync<ToyRounds>(
            "ToyRounds", new ToyRounds([], []), new SubOrchestrationOptions(instanceId: $"{id}-r"));
        for (var tick = 0; tick < Ticks; tick++)
        {
            context.SendEvent($"{id}-r", "tick", tick);
        }

        return rounds;
    }

    private static async Task<string> RunChildAsync(TaskOrchestrationContext context)
    {
        var nonce = await context.CallActivityAsync<string>("Effect", $"{context.InstanceId}/0");
        await context.CreateTimer(TimeSpan.FromMilliseconds(5), CancellationToken.None);
        return nonce;
    }

    private static async Task<ToyRounds> RunRoundAsync(TaskOrchestrationContext context)
    {
        var before = context.GetInput<ToyRounds>()!;
        var tick = await context.WaitForExternalEvent<int>("tick");
        var nonce = await context.CallActivityAsync<string>("Effect", $"{context.InstanceId}/{tick}");
        var rounds = new ToyRounds([.. before.Ticks, tick], [.. before.Nonces, nonce]);
        if (rounds.Ticks.Length < Ticks)
        {
            context.ContinueAsNew(rounds);
        }

        return rounds;
    }

    // Events are acknowledged before the close is raised, so whatever was acknowledged arrives before it.
    private static async Task<string[]> CollectAsync(TaskOrchestrationContext context)
    {
        var events = new List<string>();
        var close = context.WaitForExternalEvent<string>(Close);
        while (true)
        {
            var next = context.WaitForExternalEvent<string>(Event);
            if (await Task.WhenAny(next, close) == close)
            {
                return [.. events];
            }

            events.Add(await next);
        }
    }

    private static string Do(Action<string, string> log, string key)
    {
        var nonce = Guid.NewGuid().ToString("N");
        log(key, nonce);
        return nonce;
    }

    private static string Input(ActivityCall call) => JsonSerializer.Deserialize<string>(call.SerializedInput!)!;
}
