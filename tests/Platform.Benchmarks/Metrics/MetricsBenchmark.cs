using System.Diagnostics;
using System.Text;
using Platform.Benchmarks.Reporting;
using Platform.Core.Metrics.Dora;
using Platform.Core.Metrics.Events;
using Platform.Core.Metrics.Ledger;
using Platform.Core.Metrics.Replay;
using Platform.Core.Metrics.Reports;
using Platform.Core.Metrics.Rollups;
using Platform.Core.Primitives;
using Platform.TestKit.Metrics;

namespace Platform.Benchmarks.Metrics;

/// <summary>Events to facts to rollups in memory, a rebuild from a file, and questions about a year.</summary>
internal sealed class MetricsBenchmark : IBenchmark
{
    private const int Questions = 200;
    private const int WarmUpRounds = 5;

    private static readonly Scope Everybody = new(ScopeKind.Organization, DoraOptions.Default.Organization);

    public string Name => "metrics";

    public string Description =>
        "facts and rollups, rebuild, questions about a year, intake by the queue; --events N, --components N, --queue N";

    public async Task<int> RunAsync(string[] args)
    {
        var arguments = new BenchmarkArguments(args);
        var (events, components) = (arguments.Number("events", 1_000_000), arguments.Number("components", 5000));
        var report = new BenchmarkReport("metrics", arguments, new Dictionary<string, string>
        {
            ["storage"] = "none; of the queue's lines Azurite, in memory",
        });
        report.Say($"metrics: {events:N0} events of {components:N0} components over a year, in one process without storage, "
            + "after a warm-up.");
        WarmUp();
        var told = MetricsPlan.Events(events, components).ToList();
        var ledger = Count(report, told);
        RecountDay(report, ledger, components);
        Ask(report, ledger);
        await RebuildAsync(report, told);
        if (arguments.Number("queue", 1000) is > 0 and var messages)
        {
            await QueueIntake.RunAsync(report, messages);
        }

        await report.FinishAsync();
        return 0;
    }

    // Counting is measured, not compiling: an instance does that once.
    private static void WarmUp()
    {
        for (var round = 0; round < WarmUpRounds; round++)
        {
            var ledger = new DeliveryLedger(DoraOptions.Default);
            foreach (var told in MetricsPlan.Events(50_000, 250))
            {
                ledger.Add(told);
            }

            ledger.Advance(MetricsPlan.Start.AddYears(1));
        }
    }

    private static DeliveryLedger Count(BenchmarkReport report, List<DeliveryEvent> told)
    {
        var start = Stopwatch.GetTimestamp();
        var ledger = new DeliveryLedger(DoraOptions.Default);
        foreach (var one in told)
        {
            ledger.Add(one);
        }

        var heard = Stopwatch.GetElapsedTime(start);
        ledger.Advance(MetricsPlan.Start.AddYears(1));
        var all = Stopwatch.GetElapsedTime(start);
        report.Add(new("events heard and sorted", told.Count / heard.TotalSeconds, "events/s"));
        report.Add(Figure.AtLeast("facts and rollups", told.Count / all.TotalSeconds, "events/s", 100_000));
        var rows = ledger.Book.Buckets.Select(bucket => (double)BucketBytes.Write(bucket.Value).Length).ToList();
        report.Add(new("rollup rows", rows.Count, "rows"));
        report.Add(new("bytes of a rollup row, mean", rows.Average(), "bytes"));
        report.Add(new("bytes of a rollup row, most", rows.Max(), "bytes"));
        return ledger;
    }

    private static void RecountDay(BenchmarkReport report, DeliveryLedger ledger, int components)
    {
        var at = MetricsPlan.Start.AddDays(200);
        foreach (var late in Enumerable.Range(0, components).SelectMany(one => MetricsPlan.Change(one, 1_000_000, at)))
        {
            ledger.Add(late);
        }

        var start = Stopwatch.GetTimestamp();
        ledger.Advance(MetricsPlan.Start.AddYears(1));
        report.Add(new(
            "recompute of a day: a late change of each component", Stopwatch.GetElapsedTime(start).TotalSeconds, "s"));
    }

    // As a question does: rows to buckets, buckets to one, one to figures.
    private static void Ask(BenchmarkReport report, DeliveryLedger ledger)
    {
        var rows = ledger.Book.Buckets.Where(bucket => bucket.Key.Scope == Everybody)
            .Select(bucket => BucketBytes.Write(bucket.Value)).ToList();
        var times = new List<double>();
        for (var i = 0; i < Questions; i++)
        {
            var start = Stopwatch.GetTimestamp();
            var buckets = rows.Select(row => BucketBytes.Read(row, DoraOptions.Default.SketchAccuracy));
            _ = DoraFigures.Of(
                BucketBuilder.Merge(buckets, DoraOptions.Default), rows.Count, active: true, DoraOptions.Default);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        times.Sort();
        report.Add(new("the organisation's year, p50", times[Questions / 2], "ms"));
        report.Add(Figure.AtMost("the organisation's year, p95", times[Questions * 95 / 100], "ms", 50));
    }

    private static async Task RebuildAsync(BenchmarkReport report, List<DeliveryEvent> told)
    {
        var file = Path.GetTempFileName();
        try
        {
            await using (var writer = new StreamWriter(file, false, new UTF8Encoding(false)))
            {
                foreach (var one in told)
                {
                    await writer.WriteLineAsync(DeliveryEventJson.Write(one).ToJsonString(PlatformJson.Options));
                }
            }

            report.Add(new("bytes of an event", new FileInfo(file).Length / (double)told.Count, "bytes"));
            var events = told.Count;
            told.Clear();
            var start = Stopwatch.GetTimestamp();
            var ledger = new DeliveryLedger(DoraOptions.Default);
            await using (var content = File.OpenRead(file))
            {
                await foreach (var filed in EventFile.ReadAsync(file, content))
                {
                    ledger.Add(filed.Event.Value!);
                }
            }

            ledger.Advance(MetricsPlan.Start.AddYears(1));
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            report.Add(new("rebuild from an NDJSON file", seconds, "s"));
            report.Add(Figure.AtLeast("the same; a million in 30 s", events / seconds, "events/s", 1_000_000 / 30.0));
        }
        finally
        {
            File.Delete(file);
        }
    }
}
