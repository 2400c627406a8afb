using System.Diagnostics;
using Platform.Benchmarks.Reporting;
using Platform.TestKit.Hosting;
using Platform.TestKit.Scaffolding;
using Platform.TestKit.Scaffolding.Chaos;

namespace Platform.Benchmarks.Scaffolding;

/// <summary>
/// Whole scaffolds: how long they take, or through a forge that fails by a seed, where each ends well, or clearly with nothing
/// half made.
/// </summary>
internal sealed class ScaffoldBenchmark : IBenchmark
{
    private const int DefaultPercent = 15;

    public string Name => "scaffold";

    public string Description =>
        "how long a scaffold takes, alone, 50 at once and with 2,000 files: [--times 100] [--files 30] [--at-once 50]\n"
        + "      [--large-files 2000] [--large-megabytes 60]; or four templates a run through chaos: --chaos SEED\n"
        + $"      [--runs 20] [--percent {DefaultPercent}] [--at-once 4]";

    public async Task<int> RunAsync(string[] args)
    {
        var arguments = new BenchmarkArguments(args);
        if (!arguments.Has("chaos"))
        {
            await new SpeedProgram(arguments).RunAsync();
            return 0;
        }

        var (seed, runs, percent) = (
            arguments.Number("chaos", 1), arguments.Number("runs", 20), arguments.Number("percent", DefaultPercent));
        var report = new BenchmarkReport(
            "scaffold", arguments, new Dictionary<string, string> { ["storageMode"] = "Azurite, in memory" });
        report.Say($"scaffold --chaos: {runs} runs of four templates each (no CI, every setting, green CI, red CI) against a");
        report.Say($"  forge that fails {percent}% of requests and webhooks in all its ways; seeds {seed} to {seed + runs - 1}.");
        var watch = Stopwatch.StartNew();
        var results = await ChaosAsync(seed, runs, percent / 100.0, arguments.Number("at-once", 4), report.Say);
        foreach (var violation in results.SelectMany(result => result.Violations).Take(20))
        {
            report.Say($"  VIOLATION {violation}");
        }

        report.Add(new("scaffolds", results.Sum(result => result.Scaffolds), "scaffolds"));
        report.Add(new("completed (three of four can)", results.Sum(result => result.Completed), "scaffolds"));
        report.Add(new("failed with a reason", results.Sum(result => result.Failed), "scaffolds"));
        report.Add(new("requests to the forge", results.Sum(result => result.Requests), "requests"));
        report.Add(new("requests and webhooks that met a fault", results.Sum(result => result.Faults), "faults"));
        report.Add(new("duration", watch.Elapsed.TotalSeconds, "s"));
        report.Add(Figure.AtMost(
            "half made, doubled or untold", results.Sum(result => result.Violations.Count), "violations", 0));
        await report.FinishAsync();
        return 0;
    }

    private static async Task<IReadOnlyList<ScaffoldChaosResult>> ChaosAsync(
        int seed, int runs, double rate, int atOnce, Action<string> say)
    {
        using var templates = new TemplateFolder()
            .WithService("plain").WithEverything("full").WithService("green", "true").WithService("red", "false");
        await using var host = await PlatformHost.StartAsync(settings =>
        {
            settings["TemplatesDirectory"] = templates.Path;
            settings["GitHubSmallestWaitMilliseconds"] = "20";
            settings["GitHubWaitWithoutHintSeconds"] = "1";
            settings["GitHubCallTimeoutSeconds"] = "4";
            settings["GitHubReadyTimeoutSeconds"] = "120";
        });
        host.Expect("'CatalogIngest' failed on message");
        using var forge = await ForgeApi.OpenAsync();
        var chaos = new ScaffoldChaos(host.Client, forge, ["plain", "full", "green", "red"]);
        var results = new ScaffoldChaosResult[runs];
        var done = 0;
        await Parallel.ForAsync(0, runs, new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (run, cancellation) =>
        {
            results[run] = await chaos.RunAsync(seed + run, rate, cancellation);
            var ended = Interlocked.Increment(ref done);
            say($"  {ended} of {runs} runs; seed {seed + run}: {results[run].Completed} completed, {results[run].Faults} faults");
        });
        return results;
    }
}
