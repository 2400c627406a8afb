using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.DurableTask;
using Platform.Local.Runtime.Durable;

namespace Platform.Benchmarks.Kill;

/// <summary>
/// Fan-out, durable timers, external events, a retried activity; and two activities, a timer apart, that write down the
/// earlier results they were given: they must see the same ones, however often the host was killed in between.
/// </summary>
internal static class ToyOrchestration
{
    public const string Name = "Toy";
    public const string Event = "go";
    public const string Close = "close";
    public const int FanOut = 4;

    public static DurableWork Work(EffectLog log)
    {
        var seen = new ConcurrentDictionary<string, bool>();
        var work = new DurableWork();
        work.AddOrchestrator(Name, async context => await RunAsync(context));
        work.AddActivity("Effect", call => Task.FromResult<object?>(Do(log, Input(call))));
        work.AddActivity("Flaky", call => Task.FromResult<object?>(seen.TryAdd(Input(call), true)
            ? throw new InvalidOperationException("The first attempt in a process fails.")
            : Do(log, Input(call))));
        work.AddActivity("Check", call =>
        {
            var words = Input(call).Split('=');
            log.Write(words[0], words[1]);
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

        var events = await CollectAsync(context);
        var retry = TaskOptions.FromRetryPolicy(new RetryPolicy(1000, TimeSpan.FromMilliseconds(5)));
        var flaky = await context.CallActivityAsync<string>("Flaky", $"{id}/flaky", retry);
        var second = await context.CallActivityAsync<string>("Check", $"{id}/check={string.Join(',', nonces)}");
        return new(nonces, events, flaky, [first, second]);
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

    private static string Do(EffectLog log, string key)
    {
        var nonce = Guid.NewGuid().ToString("N");
        log.Write(key, nonce);
        return nonce;
    }

    private static string Input(ActivityCall call) => JsonSerializer.Deserialize<string>(call.SerializedInput!)!;
}
