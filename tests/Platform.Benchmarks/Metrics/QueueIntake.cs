using System.Diagnostics;
using System.Text;
using Azure.Data.Tables;
using Platform.Benchmarks.Reporting;
using Platform.TestKit.Hosting;
using Platform.TestKit.Metrics;

namespace Platform.Benchmarks.Metrics;

/// <summary>Events by the queue into the running app's tables, and the rollups that follow by its timer.</summary>
internal static class QueueIntake
{
    private const string Queue = "delivery-events";

    private static readonly TimeSpan Stuck = TimeSpan.FromMinutes(10);

    public static async Task RunAsync(BenchmarkReport report, int messages)
    {
        await using var host = await HostProcess.StartAsync(CancellationToken.None);
        await host.WaitUntilReadyAsync(CancellationToken.None);
        var queue = host.Storage.Queues.GetQueueClient(Queue);
        await queue.CreateIfNotExistsAsync();
        var told = MetricsPlan.Events(messages, Math.Max(messages / 50, 1)).ToList();
        var start = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(told, async (one, token) => await queue.SendMessageAsync(
            Encoding.UTF8.GetString(DeliveryEventJson.Heard(one).Body.Span), token));
        await UntilAsync(async () => (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount == 0, start);
        var taken = Stopwatch.GetElapsedTime(start);
        report.Add(new("events by the queue, kept and marked", told.Count / taken.TotalSeconds, "events/s"));
        await UntilAsync(() => IsRolledUpAsync(host.Storage.Tables), start);
        report.Add(new("the same until the timer has rolled them up", Stopwatch.GetElapsedTime(start).TotalSeconds, "s"));
    }

    private static async Task<bool> IsRolledUpAsync(TableServiceClient tables)
    {
        var rows = await StoredRollups.DumpAsync(tables, CancellationToken.None);
        return !rows.Any(row => row.StartsWith("deliverymarks ", StringComparison.Ordinal)
            && !row.Contains("settings", StringComparison.Ordinal));
    }

    private static async Task UntilAsync(Func<Task<bool>> holds, long start)
    {
        while (!await holds() && Stopwatch.GetElapsedTime(start) < Stuck)
        {
            await Task.Delay(200);
        }
    }
}
