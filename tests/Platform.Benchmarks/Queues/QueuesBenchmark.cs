using System.Globalization;
using Platform.Benchmarks.Reporting;

namespace Platform.Benchmarks.Queues;

/// <summary>Sends messages through a queue trigger, kills its host at random, and checks what became of each message.</summary>
internal sealed class QueuesBenchmark : IBenchmark
{
    public string Name => "queues";

    public string Description =>
        "messages through a queue trigger whose host is killed: [--messages 10000] [--failing 1%] [--recovering 1%] [--kills 20]"
        + " [--seed 1] [--lease 00:00:30] [--on-disk] [--storage C]";

    public async Task<int> RunAsync(string[] args)
    {
        if (args is [LoadHost.ChildArgument, ..])
        {
            return await LoadHost.RunAsync(args[1..]);
        }

        var arguments = new BenchmarkArguments(args);
        await using var storage = await BenchmarkStorage.OpenAsync(arguments);
        var seed = arguments.Number("seed", 1);
        var lease = TimeSpan.Parse(arguments.Text("lease") ?? "00:00:30", CultureInfo.InvariantCulture);
        var messages = LoadMessage.Make(
            arguments.Number("messages", 10_000), Share(arguments, "failing"), Share(arguments, "recovering"), new Random(seed));
        var report = new BenchmarkReport("queues", arguments, new Dictionary<string, string> { ["storageMode"] = storage.Mode });
        report.Say($"queues: {messages.Count} messages through a queue trigger; some always fail, some fail twice.");
        report.Say("  The host is killed (SIGKILL) and started again; some hundred messages wait at any time.");
        report.Say($"  Seed {seed}, lease {lease}, attempts five, 1 s apart.");
        report.Say($"  Storage: {storage.Mode}, never killed.");
        var effects = Directory.CreateTempSubdirectory("platform-queues-").FullName;
        try
        {
            var load = new QueueLoad(storage.ConnectionString, effects, lease, messages, new Random(seed));
            await load.RunAsync(arguments.Number("kills", 20), report.Say);
            await load.ReportAsync(report);
        }
        finally
        {
            Directory.Delete(effects, recursive: true);
        }

        await report.FinishAsync();
        return 0;
    }

    private static double Share(BenchmarkArguments arguments, string name) =>
        double.Parse((arguments.Text(name) ?? "1%").TrimEnd('%'), CultureInfo.InvariantCulture) / 100;
}
