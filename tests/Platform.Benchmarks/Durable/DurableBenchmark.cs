using System.Diagnostics;
using Azure.Data.Tables;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Platform.Benchmarks.Reporting;
using Platform.Local.Runtime.Durable;

namespace Platform.Benchmarks.Durable;

/// <summary>Throughput, storage calls, rows and memory of the local durable store.</summary>
internal sealed class DurableBenchmark : IBenchmark
{
    private const int Activities = 5;
    private const string HubName = "DurableBenchmark";

    public string Name => "durable";

    public string Description =>
        "orchestrations of five activities, 1 and 100 in flight [--count 300] [--memory-count 10000] [--on-disk] [--storage C]";

    public async Task<int> RunAsync(string[] args)
    {
        var arguments = new BenchmarkArguments(args);
        await using var storage = await BenchmarkStorage.OpenAsync(arguments);
        var report = new BenchmarkReport(Name, arguments, new Dictionary<string, string> { ["storageMode"] = storage.Mode });
        report.Say($"durable: orchestrations of {Activities} activities one after another, engine and client in one process.");
        report.Say($"  Storage: {storage.Mode}, sharing {Environment.ProcessorCount} cores with the engine; calls are counted");
        report.Say("  in the Azure SDK's pipeline, compaction included. Peer: the Azure Storage engine does 3 to 5/s here.");

        var counter = new StorageCallCounter();
        await using var engine = NewEngine(storage.ConnectionString, counter);
        await engine.StartAsync(CancellationToken.None);
        await MeasureAsync(engine.Client, counter, inFlight: 20, count: 200);

        var one = await MeasureAsync(engine.Client, counter, inFlight: 1, arguments.Number("count", 300));
        report.Add(new("1 in flight: orchestrations", one.PerSecond, "/s"));
        report.Add(Figure.AtMost("1 in flight: storage calls per orchestration", one.CallsEach, "calls", 8));
        var hundred = await MeasureAsync(engine.Client, counter, inFlight: 100, 10 * arguments.Number("count", 300));
        report.Add(Figure.AtLeast("100 in flight: orchestrations", hundred.PerSecond, "/s", 100));
        report.Add(Figure.AtMost("100 in flight: storage calls per orchestration", hundred.CallsEach, "calls", 1.5));
        await MeasureMemoryAsync(engine.Client, counter, arguments.Number("memory-count", 10_000), report);
        await engine.StopAsync(CancellationToken.None);
        await MeasureRowsAsync(storage.ConnectionString, report);
        await report.FinishAsync();
        return 0;
    }

    private static DurableEngine NewEngine(string connection, StorageCallCounter counter)
    {
        var work = new DurableWork();
        work.AddOrchestrator("Five", async context =>
        {
            var sum = 0;
            for (var i = 0; i < Activities; i++)
            {
                sum += await context.CallActivityAsync<int>("Echo", i);
            }

            return sum;
        });
        work.AddActivity("Echo", call => Task.FromResult<object?>(int.Parse(call.SerializedInput!)));
        var options = new DurableEngineOptions
        {
            ConnectionString = connection,
            HubName = HubName,
            ConfigureClients = counter.AddTo,
        };
        return new(options, work, TimeProvider.System, NullLoggerFactory.Instance);
    }

    private static async Task<Measurement> MeasureAsync(
        DurableTaskClient client, StorageCallCounter counter, int inFlight, int count)
    {
        var calls = counter.Calls;
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = inFlight },
            async (_, cancellation) =>
            {
                var id = await client.ScheduleNewOrchestrationInstanceAsync("Five", cancellation);
                var end = await client.WaitForInstanceCompletionAsync(id, cancellation);
                Trace.Assert(end.RuntimeStatus == OrchestrationRuntimeStatus.Completed);
            });
        return new(count / watch.Elapsed.TotalSeconds, (counter.Calls - calls) / (double)count);
    }

    private static async Task MeasureMemoryAsync(
        DurableTaskClient client, StorageCallCounter counter, int count, BenchmarkReport report)
    {
        var before = Heap();
        await MeasureAsync(client, counter, inFlight: 100, count / 2);
        var half = Heap();
        await MeasureAsync(client, counter, inFlight: 100, count / 2);
        var after = Heap();
        report.Add(new($"live heap before {count} orchestrations", before, "MB"));
        report.Add(new("live heap after half of them", half, "MB"));
        report.Add(new("live heap after all of them", after, "MB"));
        var growth = Math.Max(0, (after - half) * 1e6 / (count / 2));
        report.Add(Figure.AtMost("growth over the second half, per orchestration", growth, "bytes", 100));
    }

    /// <summary>Live objects only: holes between pinned buffers come and go and are no one's memory.</summary>
    private static double Heap()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        var memory = GC.GetGCMemoryInfo(GCKind.FullBlocking);
        return (memory.HeapSizeBytes - memory.FragmentedBytes) / 1e6;
    }

    private static async Task MeasureRowsAsync(string connection, BenchmarkReport report)
    {
        var table = new TableClient(connection, $"{HubName}Journal");
        int turns = 0, ended = 0, histories = 0;
        await foreach (var row in table.QueryAsync<TableEntity>(select: ["RowKey"]))
        {
            turns += row.RowKey[0] == 'l' ? 1 : 0;
            ended += row.RowKey[0] == 'i' ? 1 : 0;
            histories += row.RowKey[0] == 'h' ? 1 : 0;
        }

        report.Add(new("rows written per orchestration (turns + status + history)", Activities + 1 + 2, "rows"));
        var kept = ended == 0 ? 0 : (turns + ended + histories) / (double)ended;
        report.Add(new("rows kept per ended orchestration", kept, "rows"));
    }

    private readonly record struct Measurement(double PerSecond, double CallsEach);
}
