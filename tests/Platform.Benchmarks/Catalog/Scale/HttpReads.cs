using System.Diagnostics;
using Platform.Benchmarks.Reporting;
using Platform.TestKit.Hosting;

namespace Platform.Benchmarks.Catalog.Scale;

/// <summary>The same questions to the app in a process of its own.</summary>
internal static class HttpReads
{
    public static async Task RunAsync(ScalePlan plan, HostProcess host, BenchmarkReport report)
    {
        host.Kill();
        host.Launch();
        await host.WaitUntilReadyAsync(CancellationToken.None);
        var watch = Stopwatch.StartNew();
        (await host.Client.GetAsync("catalog/entities?limit=1")).EnsureSuccessStatusCode();
        report.Add(new("first answer of a host that has just started", watch.Elapsed.TotalSeconds, "s"));
        var key = await ScaleHost.ReaderKeyAsync(host);
        foreach (var question in Questions.Of(plan.Catalog))
        {
            var alone = await HttpLoad.RunAsync(host.Client.BaseAddress!, key, question.Path, 1, plan.Duration / 2);
            report.Add(new($"{question.Name}, HTTP, one client, p50", alone.Percentile(0.5), "ms"));
            report.Add(new($"{question.Name}, HTTP, one client, p95", alone.Percentile(0.95), "ms"));
            var load = await HttpLoad.RunAsync(host.Client.BaseAddress!, key, question.Path, plan.Clients, plan.Duration);
            var name = $"{question.Name}, HTTP, {plan.Clients} clients";
            report.Add(question.GoalPerSecond is { } goal
                ? Figure.AtLeast(name, load.PerSecond, "requests/s", goal)
                : new(name, load.PerSecond, "requests/s"));
            report.Add(new($"{name}, p95", load.Percentile(0.95), "ms"));
            report.Add(new($"{question.Name}, bytes of an answer", load.BytesPerAnswer, "bytes"));
        }

        report.Add(new("resident memory of the host", ScaleHost.ResidentBytes(host) / (1024.0 * 1024), "MB"));
    }
}
