using Platform.Benchmarks.Reporting;
using Platform.TestKit.Hosting;

namespace Platform.Benchmarks.Catalog.Scale;

/// <summary>What a GET costs over HTTP: the whole path through the host, with little work behind it.</summary>
internal static class PathsProgram
{
    public static async Task<int> RunAsync(BenchmarkArguments arguments)
    {
        var path = arguments.Text("path") ?? "catalog/kinds/component";
        var report = new BenchmarkReport("catalog --path", arguments, new Dictionary<string, string>());
        await using var host = await HostProcess.StartAsync(CancellationToken.None);
        var key = await ScaleHost.ReaderKeyAsync(host);
        var duration = TimeSpan.FromSeconds(arguments.Number("seconds", 5));
        var result = await HttpLoad.RunAsync(
            host.Client.BaseAddress!, key, _ => path, arguments.Number("clients", 8), duration);
        report.Add(new(path, result.PerSecond, "requests/s"));
        report.Add(new("p50", result.Percentile(0.5), "ms"));
        report.Add(new("p95", result.Percentile(0.95), "ms"));
        await report.FinishAsync();
        return 0;
    }
}
