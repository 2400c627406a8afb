using System.Diagnostics;
using System.Text.Json.Nodes;
using Platform.Benchmarks.Reporting;
using Platform.Core.Scaffolding.Tasks;
using Platform.TestKit.Hosting;
using Platform.TestKit.Scaffolding;

namespace Platform.Benchmarks.Scaffolding;

/// <summary>
/// How long a scaffold takes, from the request to the event that ends it, as a client sees it over HTTP; app, storage emulator
/// and forge share the machine.
/// </summary>
internal sealed class SpeedProgram(BenchmarkArguments arguments)
{
    private const string Published =
        "  Backstage on two cores, as published: 163-444 ms one by one, 9.5-28 s for 50 at once; killed in mid-task it is "
        + "stuck by default, or resumes after 40 s with recovery on.";

    private int _names;

    public async Task RunAsync()
    {
        var report = new BenchmarkReport(
            "scaffold", arguments, new Dictionary<string, string> { ["storageMode"] = "Azurite, in memory" });
        var (files, once, times) = (
            arguments.Number("files", 30), arguments.Number("at-once", 50), arguments.Number("times", 100));
        var (largeFiles, megabytes) = (arguments.Number("large-files", 2000), arguments.Number("large-megabytes", 60));
        report.Say(
            $"scaffold: {files} files by fetch:template, fs:rename, fs:delete and debug:log, {times} times and {once} at once;");
        report.Say($"  the same published to the forge; a template of {largeFiles} files and {megabytes} MB. Azurite in memory.");
        report.Say(Published);
        using var templates = SpeedTemplates.Write(files, largeFiles, megabytes);
        await using var host = await PlatformHost.StartAsync(
            settings => settings["TemplatesDirectory"] = templates.Path);
        var client = new ScaffolderClient(host.Client);

        await ManyAsync(client, host, SpeedTemplates.Plain, 20);
        using var calls = new OutgoingCalls();
        var plain = await ManyAsync(client, host, SpeedTemplates.Plain, times);
        var (each, targets) = (calls.Total / (double)times, calls.ByTarget);
        report.Add(Figure.AtMost($"{files} files without source control, p50", At(plain, 0.5), "ms", 100));
        report.Add(new("  the same, p95", At(plain, 0.95), "ms"));

        report.Add(new("  calls of the storage for each", each, "calls"));
        foreach (var (what, count) in arguments.Has("calls") ? targets : [])
        {
            report.Say($"    {what,-40} {count / (double)times:0.0}");
        }

        List<double> bursts = [];
        for (var round = 0; round < 3; round++)
        {
            var watch = Stopwatch.StartNew();
            await Task.WhenAll(Enumerable.Range(0, once).Select(_ => OneAsync(client, host, SpeedTemplates.Plain)));
            bursts.Add(watch.Elapsed.TotalSeconds);
        }

        report.Add(Figure.AtMost($"{once} at once, until the last has ended (median of 3)", At(bursts, 0.5), "s", 5));
        await ManyAsync(client, host, SpeedTemplates.Published, 3);
        var published = await ManyAsync(client, host, SpeedTemplates.Published, Math.Max(5, times / 4));
        report.Add(Figure.AtMost($"{files} files published to the forge, p50", At(published, 0.5), "ms", 1000));
        report.Add(new("  the same, p95", At(published, 0.95), "ms"));
        if (largeFiles > 0)
        {
            var large = await OneAsync(client, host, SpeedTemplates.Large);
            report.Add(Figure.AtMost($"{largeFiles} files, {megabytes} MB, rendered", large / 1000, "s", 60));
            var pushed = await OneAsync(client, host, SpeedTemplates.LargePublished);
            report.Add(Figure.AtMost("  the same, published too", pushed / 1000, "s", 60));
        }

        await report.FinishAsync();
    }

    private async Task<List<double>> ManyAsync(ScaffolderClient client, PlatformHost host, string template, int times)
    {
        var took = new List<double>();
        for (var i = 0; i < times; i++)
        {
            took.Add(await OneAsync(client, host, template));
        }

        return took;
    }

    /// <returns>Milliseconds.</returns>
    private async Task<double> OneAsync(ScaffolderClient client, PlatformHost host, string template)
    {
        var name = $"s{Interlocked.Increment(ref _names)}";
        var values = new JsonObject { ["name"] = name, ["organization"] = host.Organization };
        var watch = Stopwatch.StartNew();
        var task = await client.CreateAsync(template, values, CancellationToken.None);
        var events = await client.FollowAsync(task, CancellationToken.None);
        var took = watch.Elapsed.TotalMilliseconds;
        return events[^1].Body.Status == StepStatus.Completed
            ? took
            : throw new InvalidOperationException($"{template}: {events[^1].Body.Message}");
    }

    private static double At(List<double> values, double share)
    {
        var sorted = values.Order().ToList();
        return sorted[Math.Min(sorted.Count - 1, (int)(share * sorted.Count))];
    }
}
