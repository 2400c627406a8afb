using System.Diagnostics;
using Platform.Benchmarks.Reporting;
using Platform.Core.Catalog.Sources;

namespace Platform.Benchmarks.Catalog.Scale;

/// <summary>From texts to rows, and what the same texts, a few changed ones and one alone cost afterwards.</summary>
internal static class StorageIngestion
{
    private const int Changed = 500;

    public static async Task RunAsync(ScalePlan plan, string connection, BenchmarkReport report)
    {
        await using var services = new ScaleServices(connection);
        var ingestor = services.Get<SourceIngestor>();
        var count = plan.Catalog.Count;

        var (first, seconds, calls) = await IngestAsync(services, ingestor, GeneratedReadings.Of(plan.Catalog), 0);
        Expect.Equal(count, first.Sum(one => one.Stored), "entities stored");
        var goal = count / 1000.0;
        report.Add(Figure.AtMost($"{count} ingested from texts", seconds, "s", goal));
        report.Add(new("the same", count / seconds, "entities/s"));
        report.Add(new("storage calls per new entity", calls / (double)count, "calls"));

        var (again, verified, idle) = await IngestAsync(services, ingestor, GeneratedReadings.Unchanged(plan.Catalog), 1);
        Expect.Equal(0, again.Sum(one => one.Stored), "entities stored again");
        report.Add(new($"{count} verified, none had changed", verified, "s"));
        report.Add(new("storage calls per unchanged entity", idle / (double)count, "calls"));

        // Spread over the catalog as changes are, in one call as a sweep or a big push brings them.
        var step = count / Changed;
        var news = Enumerable.Range(0, Changed).Select(index => plan.Catalog.At(index * step, version: 1)).ToList();
        var (few, spent, some) = await IngestAsync(services, ingestor, [[.. news.Select(GeneratedReadings.Read)]], 2);
        Expect.Equal(Changed, few.Sum(one => one.Stored), "changed entities stored");
        report.Add(new($"{Changed} changed in one call", spent, "s"));
        report.Add(new("storage calls per changed entity, 500 in a call", some / (double)Changed, "calls"));

        await OneByOneAsync(services, ingestor, plan, report);
    }

    private static async Task OneByOneAsync(
        ScaleServices services, SourceIngestor ingestor, ScalePlan plan, BenchmarkReport report)
    {
        const int Alone = 50;
        var news = Enumerable.Range(0, Alone).Select(index => plan.Catalog.At(index * 7, version: 2));
        var (_, seconds, calls) = await IngestAsync(
            services, ingestor, [.. news.Select(entity => (IReadOnlyList<SourceReading>)[GeneratedReadings.Read(entity)])], 3);
        report.Add(new("one changed alone, mean", seconds / Alone * 1000, "ms"));
        report.Add(new("storage calls per entity changed alone", calls / (double)Alone, "calls"));
    }

    private static async Task<(List<IngestReport> Reports, double Seconds, long Calls)> IngestAsync(
        ScaleServices services, SourceIngestor ingestor, IReadOnlyList<IReadOnlyList<SourceReading>> readings, int minute)
    {
        var reports = new List<IngestReport>();
        var before = services.Calls.Calls;
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(
            readings,
            new ParallelOptions { MaxDegreeOfParallelism = 2 },
            async (call, cancellationToken) =>
            {
                var one = await ingestor.IngestAsync(call, GeneratedReadings.Options(minute), cancellationToken);
                lock (reports)
                {
                    reports.Add(one);
                }
            });
        return (reports, watch.Elapsed.TotalSeconds, services.Calls.Calls - before);
    }
}
