using System.Diagnostics;
using Platform.Adapters.Yaml;
using Platform.Benchmarks.Reporting;
using Platform.Core.Catalog.Validation;
using Platform.TestKit.Catalog.Fuzzing;
using Platform.TestKit.Services;

namespace Platform.Benchmarks.Catalog;

/// <summary>
/// Judges mutated and hostile descriptors: no crash, no hang, bounded memory, a clear answer, and valid documents around the
/// broken one keep theirs. Inputs are numbered, so that <c>--seed</c> and a number repeat one.
/// </summary>
internal sealed class FuzzProgram(FuzzInputs inputs, long total, string keep)
{
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(60);

    private readonly DescriptorValidation _validation = new(new YamlDocumentReader());
    private readonly FuzzTally _tally = new();
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private long _next = -1;

    public static async Task<int> RunAsync(BenchmarkArguments arguments)
    {
        var total = arguments.Number("fuzz", 1_000_000);
        var threads = arguments.Number("threads", Environment.ProcessorCount);
        var real = RealFiles();
        var keep = arguments.Text("keep") ?? Path.Combine(RepositoryRoot.Path, ".local", "fuzz");
        var report = new BenchmarkReport("catalog --fuzz", arguments, new Dictionary<string, string>());
        report.Say($"Judging {total} inputs on {threads} threads, made from {real.Count} real and"
            + $" {FuzzSeeds.Ordinary.Count} built-in descriptors and from shapes that hurt:"
            + " bombs, deep nesting, 10 MB, 10,000 documents, bad UTF-8, tabs, anchors.");
        var program = new FuzzProgram(new FuzzInputs(arguments.Number("seed", 1), real), total, keep);
        program.Run(threads);
        program._tally.Report(report, program._watch.Elapsed);
        await report.FinishAsync();
        return program._tally.Failures == 0 ? 0 : 1;
    }

    private static List<string> RealFiles() => RepositoryRoot.Shared is null
        ? []
        : [.. Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Shared, "data", "catalog"))
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllText)
            .Where(text => text.Length is > 0 and < 16 * 1024)];

    private void Run(int threads)
    {
        var started = new (long Number, long At)[threads];
        using var watchdog = new Timer(_ => Watch(started), null, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10));
        var workers = Enumerable.Range(0, threads).Select(index => new Thread(() => Work(index, started))).ToList();
        workers.ForEach(worker => worker.Start());
        workers.ForEach(worker => worker.Join());
    }

    private void Work(int index, (long Number, long At)[] started)
    {
        while (Interlocked.Increment(ref _next) is var number && number < total)
        {
            var input = inputs.Make(number, giants: true);
            started[index] = (number, Stopwatch.GetTimestamp());
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                var judged = _validation.Judge("fuzz.yaml", input.Bytes);
                var seconds = Stopwatch.GetElapsedTime(started[index].At).TotalSeconds;
                _tally.Count(input, judged, seconds, GC.GetAllocatedBytesForCurrentThread() - allocated);
                if (FuzzVerdict.Of(input, judged) is { } wrong)
                {
                    Fail(input, wrong);
                }
            }
            catch (Exception crash)
            {
                // The very thing that is looked for; the program goes on to find more.
                Fail(input, crash.ToString());
            }
        }

        started[index] = (-1, long.MaxValue);
    }

    private void Fail(FuzzInput input, string why)
    {
        Directory.CreateDirectory(keep);
        File.WriteAllBytes(Path.Combine(keep, $"{input.Number}.yaml"), input.Bytes);
        Console.Error.WriteLine($"Input {input.Number} (kept in {keep}): {why}");
        _tally.Fail();
    }

    private void Watch((long Number, long At)[] started)
    {
        Console.Error.WriteLine(
            $"{Math.Min(total, Volatile.Read(ref _next)),12:#,0} inputs, {_watch.Elapsed.TotalSeconds:0} s,"
            + $" {_tally.Failures} failures");
        foreach (var (number, at) in started)
        {
            if (at is > 0 and < long.MaxValue && Stopwatch.GetElapsedTime(at) > Hang)
            {
                Fail(inputs.Make(number, giants: true), $"not judged after {Hang.TotalSeconds:0} s");
                Environment.Exit(1);
            }
        }
    }
}
