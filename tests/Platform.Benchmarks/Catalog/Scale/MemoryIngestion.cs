using System.Diagnostics;
using Platform.Benchmarks.Reporting;
using Platform.TestKit.Catalog;

namespace Platform.Benchmarks.Catalog.Scale;

/// <summary>Reading, judging and deciding alone: storage is a dictionary.</summary>
internal static class MemoryIngestion
{
    public static async Task RunAsync(ScalePlan plan, BenchmarkReport report)
    {
        var calls = GeneratedReadings.Of(plan.Catalog);
        var ingestor = new MemoryCatalog().Ingestor();
        var watch = Stopwatch.StartNew();
        var stored = 0;
        foreach (var call in calls)
        {
            stored += (await ingestor.IngestAsync(call, GeneratedReadings.Options(0), CancellationToken.None)).Stored;
        }

        Expect.Equal(plan.Catalog.Count, stored, "entities stored in memory");
        report.Add(new("ingested in memory, one thread", stored / watch.Elapsed.TotalSeconds, "entities/s"));
    }
}
