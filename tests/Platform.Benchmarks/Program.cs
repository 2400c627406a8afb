using Platform.Benchmarks.Catalog;
using Platform.Benchmarks.Chat;
using Platform.Benchmarks.Drift;
using Platform.Benchmarks.Durable;
using Platform.Benchmarks.Kill;
using Platform.Benchmarks.Metrics;
using Platform.Benchmarks.Queues;
using Platform.Benchmarks.Render;
using Platform.Benchmarks.Scaffolding;

namespace Platform.Benchmarks;

internal static class Program
{
    private static readonly IBenchmark[] Benchmarks =
    [
        new CatalogBenchmark(),
        new ChatBenchmark(),
        new DriftBenchmark(),
        new DurableBenchmark(),
        new KillBenchmark(),
        new MetricsBenchmark(),
        new QueuesBenchmark(),
        new RenderBenchmark(),
        new ScaffoldBenchmark(),
    ];

    private static async Task<int> Main(string[] args)
    {
        var chosen = args.Length == 0 ? null : Array.Find(Benchmarks, benchmark => benchmark.Name == args[0]);
        if (chosen is not null)
        {
            return await chosen.RunAsync(args[1..]);
        }

        Console.Error.WriteLine("Usage: Platform.Benchmarks NAME [options] [--json FILE]");
        foreach (var benchmark in Benchmarks)
        {
            Console.Error.WriteLine($"  {benchmark.Name,-10} {benchmark.Description}");
        }

        return 2;
    }
}
