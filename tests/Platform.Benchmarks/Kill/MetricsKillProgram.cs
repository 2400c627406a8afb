using System.Diagnostics;
using System.Text;
using Azure.Data.Tables;
using Platform.Benchmarks.Reporting;
using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Keeping;
using Platform.TestKit.Hosting;
using Platform.TestKit.Metrics;
using Platform.TestKit.Services;

namespace Platform.Benchmarks.Kill;

/// <summary>
/// Kills the real function app while it takes in events and rolls them up, and compares with an undisturbed one.
/// </summary>
internal static class MetricsKillProgram
{
    private static readonly TimeSpan Stuck = TimeSpan.FromMinutes(10);

    public static async Task<int> RunAsync(BenchmarkArguments arguments)
    {
        var (kills, events, seed) = (
            arguments.Number("kills", 100), arguments.Number("events", 2000), arguments.Number("seed", 1));
        var conditions = new Dictionary<string, string> { ["storageMode"] = "Azurite, in memory" };
        var report = new BenchmarkReport("kill", arguments, conditions);
        var random = new Random(seed);
        var told = new RandomHistory(seed, events).Told.DistinctBy(one => (one.Source, one.Id))
            .Select(DeliveryEventJson.Heard).ToList();
        HeardEvent[] sent = [.. told, .. told.Where(_ => random.Next(5) == 0)];
        random.Shuffle(sent);
        report.Say("kill --metrics: SIGKILL of the function app at random moments while it takes in and rolls up");
        report.Say($"  {told.Count:#,0} events, {sent.Length - told.Count:#,0} of them twice, in any order, by the queue;");
        report.Say($"  a new host follows at once. Seed {seed}. Storage (Azurite, in memory) is never killed.");
        var expected = await UndisturbedAsync(told);

        await using var host = await HostProcess.StartAsync(CancellationToken.None);
        var begun = Stopwatch.GetTimestamp();
        var kill = new QueueKill(
            host, "delivery-events", [.. sent.Select(one => Encoding.UTF8.GetString(one.Body.Span))], random);
        await kill.RunAsync(kills, report.Say);
        var differences = await DifferencesAsync(host.Storage.Tables, expected);
        differences.Take(20).ToList().ForEach(difference => report.Say($"  VIOLATION {difference}"));
        report.Add(new("kills", kills, "kills"));
        report.Add(new("of them while the host started", kill.KillsAtStart, "kills"));
        report.Add(new("rows of rollups and shares", expected.Count, "rows"));
        report.Add(new("messages set aside and sent again", kill.GivenUp, "messages"));
        report.Add(new("duration", Stopwatch.GetElapsedTime(begun).TotalSeconds, "s"));
        report.Add(Figure.AtMost("rows unlike the undisturbed ones", differences.Count, "violations", 0));
        await report.FinishAsync();
        return 0;
    }

    private static async Task<IReadOnlyList<string>> UndisturbedAsync(IReadOnlyList<HeardEvent> told)
    {
        var storage = await StorageFixture.NewAsync();
        using var metrics = new StoredMetrics(storage.ConnectionString, DoraOptions.Default);
        foreach (var heard in told)
        {
            await metrics.Events.RecordAsync(heard, CancellationToken.None);
        }

        await metrics.Run.RunAsync(CancellationToken.None);
        return await StoredRollups.DumpAsync(storage.Tables, CancellationToken.None);
    }

    /// <summary>Waits until the app has rolled up everything, as its marks tell.</summary>
    private static async Task<IReadOnlyList<string>> DifferencesAsync(
        TableServiceClient tables, IReadOnlyList<string> expected)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var stored = await StoredRollups.DumpAsync(tables, CancellationToken.None);
            var isRolledUp = !stored.Any(row => row.StartsWith("deliverymarks ", StringComparison.Ordinal)
                && !row.Contains("settings", StringComparison.Ordinal));
            if (isRolledUp || watch.Elapsed > Stuck)
            {
                return
                [
                    .. expected.Except(stored).Select(row => $"missing: {row}"),
                    .. stored.Except(expected).Select(row => $"unexpected: {row}"),
                ];
            }

            await Task.Delay(1000);
        }
    }
}
