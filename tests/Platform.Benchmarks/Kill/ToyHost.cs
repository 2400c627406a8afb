using System.Diagnostics;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Platform.Local.Runtime.Durable;

namespace Platform.Benchmarks.Kill;

/// <summary>
/// The process that is killed: an engine with the toy orchestration, driven by lines on stdin, answering on stdout only
/// what is persisted. It ends with its driver.
/// </summary>
internal static class ToyHost
{
    public const string ChildArgument = "--child";
    public const string HubName = "ToyHub";

    /// <summary>Ends every answer: a SIGKILL may cut a line off, and half an answer is none.</summary>
    public const string EndOfAnswer = " ;";

    private static readonly Lock Output = new();

    public static async Task<int> RunAsync(string[] args)
    {
        var (connection, effects) = (args[0], args[1]);
        await using var log = new EffectLog(effects);
        await using var engine = new DurableEngine(
            new() { ConnectionString = connection, HubName = HubName },
            ToyOrchestration.Work(log.Write),
            TimeProvider.System,
            NullLoggerFactory.Instance);
        var begun = Stopwatch.GetTimestamp();
        await engine.StartAsync(CancellationToken.None);
        Say($"ready {Stopwatch.GetElapsedTime(begun).TotalMilliseconds}");
        while (await Console.In.ReadLineAsync() is { } line)
        {
            _ = AnswerAsync(engine.Client, line.Split(' '));
        }

        return 0;
    }

    private static async Task AnswerAsync(DurableTaskClient client, string[] words)
    {
        try
        {
            switch (words)
            {
                case ["start", var id]:
                    await StartAsync(client, id);
                    Say($"started {id}");
                    break;
                case ["raise", var id, var name, var payload]:
                    await client.RaiseEventAsync(id, name, payload);
                    Say($"raised {id} {name} {payload}");
                    break;
                case ["suspend", var id]:
                    await client.SuspendInstanceAsync(id, "for a while");
                    Say($"suspended {id}");
                    break;
                case ["resume", var id]:
                    await client.ResumeInstanceAsync(id, "enough");
                    Say($"resumed {id}");
                    break;
                case ["wait", var id]:
                    var end = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true);
                    Say($"ended {id} {end.RuntimeStatus} {end.SerializedOutput ?? end.FailureDetails?.ToString()}");
                    break;
            }
        }
#pragma warning disable CA1031 // The driver counts it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Say($"error {string.Join(' ', words)}: {exception.GetType().Name} {exception.Message.ReplaceLineEndings(" ")}");
        }
    }

    // The answer to an earlier attempt may have died with its process.
    private static async Task StartAsync(DurableTaskClient client, string id)
    {
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                ToyOrchestration.Name, id, new StartOrchestrationOptions(InstanceId: id));
        }
        catch (OrchestrationAlreadyExistsException)
        {
            await client.WaitForInstanceStartAsync(id);
        }
    }

    private static void Say(string line)
    {
        lock (Output)
        {
            Console.Out.WriteLine(line + EndOfAnswer);
            Console.Out.Flush();
        }
    }
}
